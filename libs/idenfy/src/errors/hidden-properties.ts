import { inspect } from 'node:util';

const HIDDEN = '[hidden]';

/** Hides values from `console.log` and everything else that inspects the object. Code, JSON and copies see them. */
export function printedWithout<T extends object>(object: T, secrets: readonly (keyof T)[]): T {
  const print = () => {
    const hidden = secrets.filter((name) => object[name] !== undefined).map((name) => [name, HIDDEN]);
    return { ...object, ...Object.fromEntries(hidden) };
  };
  return Object.defineProperty(object, inspect.custom, { value: print, enumerable: false });
}
