import type { Command } from './command.js';

/** Every command by name. Each is imported when it is given, so that one never needs the packages of another. */
export const COMMANDS: ReadonlyMap<string, Command> = new Map([
  [
    'simulate',
    { summary: 'Runs a local iDenfy to develop and test against', load: () => import('./simulate.js') },
  ],
  [
    'rotate-keys',
    {
      summary: 'Seals everything at rest anew with the first encryption key',
      load: () => import('./rotate-keys.js'),
    },
  ],
]);
