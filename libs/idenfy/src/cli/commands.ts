import type { Command } from './command.js';

/** Every command by name. Each is imported when it is given, so that one never needs the packages of another. */
export const COMMANDS: ReadonlyMap<string, Command> = new Map([
  [
    'simulate',
    { summary: 'Runs a local iDenfy to develop and test against', load: () => import('./simulate.js') },
  ],
  [
    'inbox',
    {
      summary: 'Shows what got stuck on its way to the handlers, and brings it back',
      load: () => import('./inbox/run.js'),
    },
  ],
  [
    'import',
    {
      summary: 'Tracks sessions that were not started here',
      load: () => import('./import/run.js'),
    },
  ],
  [
    'rotate-keys',
    {
      summary: 'Seals everything at rest anew with the first encryption key',
      load: () => import('./rotate-keys.js'),
    },
  ],
]);
