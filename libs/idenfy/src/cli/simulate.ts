import { SimulatorInputError } from '../simulator/input/simulator-input.error.js';
import { IdenfySimulator } from '../simulator/idenfy-simulator.js';
import type { SimulatorOptions } from '../simulator/options/simulator-options.js';
import { readSimulateFlags } from './simulate-flags.js';
import { SIMULATE_HELP } from './simulate-help.js';
import { simulatorGreeting } from './simulator-greeting.js';
import { say } from './terminal.js';
import { untilStopped } from './until-stopped.js';
import { UsageError } from './usage.error.js';

/** `nestjs-idenfy simulate`: runs the simulator until it is stopped. */
export async function run(args: readonly string[]): Promise<number> {
  const options = await readSimulateFlags(args);
  if (options === 'help') {
    say(SIMULATE_HELP);
    return 0;
  }
  const simulator = await start(options);
  say(simulatorGreeting(simulator, options));
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
    const place = `${options.host ?? '127.0.0.1'}:${options.port ?? 4010}`;
    const reason =
      error.code === 'EADDRINUSE' ? 'is in use; choose another with --port' : `failed: ${error.code}`;
    throw new Error(`cannot start: ${place} ${reason}`, { cause: error });
  }
}

function isCoded(error: unknown): error is NodeJS.ErrnoException & { code: string } {
  return error instanceof Error && 'code' in error && typeof error.code === 'string';
}
