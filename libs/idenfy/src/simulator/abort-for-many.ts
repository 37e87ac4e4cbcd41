import { setMaxListeners } from 'node:events';

/** For everything that is under way at the same time: Node takes more than ten listeners for a leak unless told. */
export function abortForMany(): AbortController {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  return controller;
}
