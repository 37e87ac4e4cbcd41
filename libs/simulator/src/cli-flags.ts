import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { isJsonObject } from '@nestjs-idenfy/contract';
import type { SimulatorOptions } from './options.js';

/** The command line is invalid. The message is one line; the exit code is 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** `idenfy-simulator --help`. */
export const HELP = `Usage: idenfy-simulator [options]

Runs a local iDenfy: the same API, hosted page, limits, errors and signed webhooks.
Point any client at the base URL it prints. Control it over its control URL; GET /_simulator lists the calls.

Server
  --port <number>             port to listen on; 0 takes a free one (4010)
  --host <address>            address to listen on (127.0.0.1)
  --public-url <url>          where clients and browsers reach it, when that is not http://host:port

Account
  --webhook-url <url>         where webhooks are sent; without it they are only recorded
  --signing-key <text>        key that signs the webhooks (simulatorsigningkey0123456789abcdef)
  --api-key <text>            API key: the user name of the Basic authentication (simulator-key)
  --api-secret <text>         API secret: the password of the Basic authentication (simulator-secret)
  --environment <name>        DEV, DEMO, TESTING or PRODUCTION; dummy results work only in DEV (DEV)

Behaviour
  --analysis-seconds <n>      time from the submission to the automatic result (0)
  --review                    adds a human review before every result is final
  --review-minutes <n>        duration of the human review (10)
  --requests-per-hour <n>     requests per clock hour; further ones get 429 (10000)
  --allow-concurrent-sessions allows several active sessions per clientId, instead of 409

  --seed <text>               makes ids, sample people and faults repeatable
  --state <file>              keeps the verifications in this file for the next start
  --options <file>            JSON file with any option of IdenfySimulator.start(); flags override it
  --control-from-anywhere     answers control calls from other machines too; they need no login

  --version                   prints the version
  --help                      prints this text`;

const SEE_HELP = "see 'idenfy-simulator --help'";

/** Flag with a text → the option it sets. */
const TEXT_FLAGS = {
  host: 'host',
  'public-url': 'publicUrl',
  'webhook-url': 'webhookUrl',
  'signing-key': 'signingKey',
  'api-key': 'apiKey',
  'api-secret': 'apiSecret',
  environment: 'environment',
  seed: 'seed',
  state: 'stateFile',
} as const satisfies Record<string, keyof SimulatorOptions>;

/** Flag with a number → the option it sets. */
const NUMBER_FLAGS = {
  port: 'port',
  'analysis-seconds': 'analysisSeconds',
  'review-minutes': 'reviewMinutes',
  'requests-per-hour': 'requestsPerHour',
} as const satisfies Record<string, keyof SimulatorOptions>;

/** Flag without a value → the options it switches on. */
const SWITCHES = {
  review: ['reviewSuccessful', 'reviewFailed'],
  'allow-concurrent-sessions': ['allowConcurrentSessions'],
  'control-from-anywhere': ['controlFromAnywhere'],
} as const satisfies Record<string, readonly (keyof SimulatorOptions)[]>;

type Values = Readonly<Record<string, string | boolean | undefined>>;

/**
 * The options that the flags set, not checked yet, or `help` or `version`.
 *
 * @throws {UsageError} for an unknown flag, a flag without its value or an options file that cannot be read
 */
export async function readFlags(args: readonly string[]): Promise<SimulatorOptions | 'help' | 'version'> {
  const values = parse(args);
  if (values['help'] === true) return 'help';
  if (values['version'] === true) return 'version';
  const fromFile = typeof values['options'] === 'string' ? await readOptionsFile(values['options']) : {};
  return { ...fromFile, ...texts(values), ...numbers(values), ...switches(values) };
}

function parse(args: readonly string[]): Values {
  const withValue = [...Object.keys(TEXT_FLAGS), ...Object.keys(NUMBER_FLAGS), 'options'];
  const options = {
    ...Object.fromEntries(withValue.map((flag) => [flag, { type: 'string' as const }])),
    ...Object.fromEntries(Object.keys(SWITCHES).map((flag) => [flag, { type: 'boolean' as const }])),
    help: { type: 'boolean' as const, short: 'h' },
    version: { type: 'boolean' as const, short: 'v' },
  };
  let unexpected: string | undefined;
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options,
      strict: true,
      allowPositionals: true,
    });
    unexpected = positionals[0];
    if (unexpected === undefined) return values;
  } catch (error) {
    const [problem] = (error instanceof Error ? error.message : '').split('. ');
    throw new UsageError(`${problem}; ${SEE_HELP}`, { cause: error });
  }
  throw new UsageError(`there is no argument '${unexpected}'; ${SEE_HELP}`);
}

function texts(values: Values): Record<string, unknown> {
  const given = Object.entries(TEXT_FLAGS).filter(([flag]) => values[flag] !== undefined);
  return Object.fromEntries(given.map(([flag, option]) => [option, values[flag]]));
}

function numbers(values: Values): Record<string, unknown> {
  const given = Object.entries(NUMBER_FLAGS).filter(([flag]) => values[flag] !== undefined);
  return Object.fromEntries(
    given.map(([flag, option]) => {
      const text = String(values[flag]);
      if (!/^\d+(\.\d+)?$/.test(text)) throw new UsageError(`--${flag} must be a number`);
      return [option, Number(text)];
    }),
  );
}

function switches(values: Values): Record<string, unknown> {
  const on = Object.entries(SWITCHES).filter(([flag]) => values[flag] === true);
  return Object.fromEntries(on.flatMap(([, options]) => options.map((option) => [option, true])));
}

async function readOptionsFile(file: string): Promise<object> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`--options: the file cannot be read (${error.code})`);
  });
  const options = parsed(text);
  if (!isJsonObject(options)) throw new UsageError('--options: the file is not a JSON object');
  return options;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
