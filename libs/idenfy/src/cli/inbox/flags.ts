import { parseFlags, seeHelp } from '../parse-flags.js';
import { PLACE_OPTIONS } from '../place.js';
import { UsageError } from '../usage.error.js';

const text = { type: 'string' } as const;
const OPTIONS = {
  ...PLACE_OPTIONS,
  account: text,
  handler: text,
  limit: text,
  before: text,
  since: text,
  reason: text,
  by: text,
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;
const ALWAYS = ['schema', 'prefix', 'account', 'json', 'help'];

/** What can be done, and the flags that each takes beside those that all do. */
const TAKES = {
  list: ['handler', 'limit', 'before'],
  show: [],
  retry: ['reason', 'by'],
  'retry-all': ['since', 'handler', 'reason', 'by'],
  orphans: ['limit', 'before'],
} as const satisfies Record<string, readonly (keyof typeof OPTIONS)[]>;

export type InboxAction = keyof typeof TAKES;

type Text = Exclude<keyof typeof OPTIONS, 'json' | 'help'>;

/** What was asked for, before it is checked. */
export interface InboxFlags {
  readonly action: InboxAction;
  /** Words that are no flags. */
  readonly words: readonly string[];
  readonly json: boolean;
  readonly values: Readonly<Partial<Record<Text, string>>>;
}

/** @throws {UsageError} */
export function readInboxFlags([action, ...args]: readonly string[]): InboxFlags | 'help' {
  if (action === '--help' || action === '-h') return 'help';
  if (action === undefined) throw new UsageError(`inbox needs to know what to do; ${seeHelp('inbox')}`);
  if (!isAction(action)) throw new UsageError(`inbox cannot do '${action}'; ${seeHelp('inbox')}`);
  const { values, positionals: words } = parseFlags('inbox', args, OPTIONS);
  const { json = false, help = false, ...texts } = values;
  if (help) return 'help';
  const taken: readonly string[] = [...ALWAYS, ...TAKES[action]];
  const foreign = Object.keys(values).find((flag) => !taken.includes(flag));
  if (foreign) throw new UsageError(`inbox ${action} takes no --${foreign}; ${seeHelp('inbox')}`);
  return { action, words, json, values: texts };
}

function isAction(word: string): word is InboxAction {
  return Object.hasOwn(TAKES, word);
}
