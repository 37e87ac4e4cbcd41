import { parseArgs, type ParseArgsConfig } from 'node:util';
import { UsageError } from './usage.error.js';

type Options = NonNullable<ParseArgsConfig['options']>;
type Parsed<O extends Options> = ReturnType<
  typeof parseArgs<{ options: O; strict: true; allowPositionals: true }>
>;

/** Flags and other words behind a command. @throws {UsageError} for a flag that it does not have */
export function parseFlags<O extends Options>(
  command: string,
  args: readonly string[],
  options: O,
): Parsed<O> {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: true });
  } catch (error) {
    const [problem] = (error instanceof Error ? error.message : '').split('. ');
    throw new UsageError(`${problem}; ${seeHelp(command)}`, { cause: error });
  }
}

export function seeHelp(command: string): string {
  return `'nestjs-idenfy ${command} --help' lists the options`;
}

/** Secrets come from the environment only: flags are seen by everybody on the machine. @throws {UsageError} */
export function requiredVariable(name: string, command: string): string {
  const value = process.env[name]?.trim();
  if (!value) throw new UsageError(`${name} is not set; 'nestjs-idenfy ${command} --help' tells more`);
  return value;
}
