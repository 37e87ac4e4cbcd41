import { setMaxListeners } from 'node:events';

/** A controller for many listeners; Node warns of a leak at more than ten unless told otherwise. */
export function abortForMany(): AbortController {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  return controller;
}
