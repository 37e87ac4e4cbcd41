import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { SimulatorInputError } from '../simulator/input/simulator-input.error.js';
import { readOptions } from '../simulator/options/read-options.js';
import type { SimulatorOptions } from '../simulator/options/simulator-options.js';
import { UsageError } from './usage.error.js';

/** Flags that take text, and the option each of them sets. */
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
} as const;

const NUMBER_FLAGS = {
  port: 'port',
  'analysis-seconds': 'analysisSeconds',
  'review-minutes': 'reviewMinutes',
  'requests-per-hour': 'requestsPerHour',
} as const;

const SWITCHES = {
  review: ['reviewSuccessful', 'reviewFailed'],
  'allow-concurrent-sessions': ['allowConcurrentSessions'],
  'control-from-anywhere': ['controlFromAnywhere'],
} as const;

type Values = Readonly<Record<string, string | boolean | undefined>>;

/** The options that the flags ask for, or `help`. @throws {UsageError} naming the flag that does not fit */
export async function readSimulateFlags(args: readonly string[]): Promise<SimulatorOptions | 'help'> {
  const values = parse(args);
  if (values['help'] === true) return 'help';
  const fromFile = typeof values['options'] === 'string' ? await readOptionsFile(values['options']) : {};
  return checked({ ...fromFile, ...texts(values), ...numbers(values), ...switches(values) });
}

function parse(args: readonly string[]): Values {
  const texts = [...Object.keys(TEXT_FLAGS), ...Object.keys(NUMBER_FLAGS), 'options'];
  const options = {
    ...Object.fromEntries(texts.map((flag) => [flag, { type: 'string' as const }])),
    ...Object.fromEntries(Object.keys(SWITCHES).map((flag) => [flag, { type: 'boolean' as const }])),
    help: { type: 'boolean' as const, short: 'h' },
  };
  try {
    return parseArgs({ args: [...args], options, strict: true }).values;
  } catch (error) {
    const [problem] = (error instanceof Error ? error.message : '').split('. ');
    throw new UsageError(`${problem}; 'nestjs-idenfy simulate --help' lists the options`, { cause: error });
  }
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
  try {
    return JSON.parse(text) as object;
  } catch (error) {
    throw new UsageError('--options: the file is not JSON', { cause: error });
  }
}

function checked(options: unknown): SimulatorOptions {
  try {
    return readOptions(options);
  } catch (error) {
    if (error instanceof SimulatorInputError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}
