import { readFile } from 'node:fs/promises';
import { HELP, readFlags, UsageError } from './cli-flags.js';
import { IdenfySimulator } from './idenfy-simulator.js';
import { SimulatorInputError } from './input.js';
import { SIMULATOR_CREDENTIALS, type SimulatorOptions } from './options.js';

const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const USAGE_EXIT_CODE = 2;

/**
 * Runs `idenfy-simulator [options]` until SIGINT, SIGTERM or SIGHUP. Resolves to the exit code: 0 for success, 1 for a
 * failure, 2 for a usage error. Failures are one line on standard error.
 */
export async function main(args: readonly string[]): Promise<number> {
  try {
    return await run(args);
  } catch (error) {
    process.stderr.write(`idenfy-simulator: ${error instanceof Error ? error.message : String(error)}\n`);
    return error instanceof UsageError ? USAGE_EXIT_CODE : 1;
  }
}

async function run(args: readonly string[]): Promise<number> {
  const options = await readFlags(args);
  if (options === 'help') return print(HELP);
  if (options === 'version') return print(await packageVersion());
  const simulator = await start(options);
  print(greeting(simulator, options));
  await untilStopped();
  await simulator.close();
  return 0;
}

async function start(options: SimulatorOptions): Promise<IdenfySimulator> {
  try {
    return await IdenfySimulator.start(options);
  } catch (error) {
    if (error instanceof SimulatorInputError) throw new UsageError(error.message, { cause: error });
    if (!isCoded(error)) throw error;
    const address = `${options.host ?? '127.0.0.1'}:${options.port ?? 4010}`;
    const reason =
      error.code === 'EADDRINUSE' ? 'is in use; choose another with --port' : `failed: ${error.code}`;
    throw new Error(`cannot start: ${address} ${reason}`, { cause: error });
  }
}

function isCoded(error: unknown): error is NodeJS.ErrnoException & { code: string } {
  return error instanceof Error && 'code' in error && typeof error.code === 'string';
}

/** What a client needs to connect. Secrets that the user gave are not printed. */
function greeting(simulator: IdenfySimulator, options: SimulatorOptions): string {
  const secret = options.apiSecret === undefined ? SIMULATOR_CREDENTIALS.apiSecret : 'the secret you gave';
  const key = options.signingKey === undefined ? SIMULATOR_CREDENTIALS.signingKey : 'the key you gave';
  const signed = simulator.signingKey === null ? 'unsigned' : `signed with ${key}`;
  const webhooks =
    simulator.webhookUrl === undefined
      ? 'recorded only; --webhook-url sends them'
      : `${simulator.webhookUrl}, ${signed}`;
  return [
    'The iDenfy simulator is running. Nothing it answers is real. Ctrl-C stops it.',
    `  base URL    ${simulator.url}`,
    `  UI URL      ${simulator.uiUrl}`,
    `  API key     ${simulator.apiKey}`,
    `  API secret  ${secret}`,
    `  webhooks    ${webhooks}`,
    `  control     ${simulator.url}/_simulator`,
  ].join('\n');
}

/** Resolves at the first stop signal. A second signal ends the process at once, in case stopping takes too long. */
function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    const stop = () => {
      for (const signal of STOP_SIGNALS) process.off(signal, stop);
      resolve();
    };
    for (const signal of STOP_SIGNALS) process.on(signal, stop);
  });
}

async function packageVersion(): Promise<string> {
  const text = await readFile(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

function print(text: string): 0 {
  process.stdout.write(`${text}\n`);
  return 0;
}
