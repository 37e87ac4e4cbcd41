import { userInfo } from 'node:os';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import type { Actor } from '../database/actor.js';
import { isStaffId } from '../http/access/caller.js';

/** Invalid usage of the command line. It is printed as one line, and the exit code is 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

type Options = NonNullable<ParseArgsConfig['options']>;
type Parsed<O extends Options> = ReturnType<
  typeof parseArgs<{ options: O; strict: true; allowPositionals: true }>
>;

/** The options and positional arguments of a command. @throws {UsageError} for an option that it does not have */
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

/** For a command that has options alone. @throws {UsageError} */
export function refuseArguments(command: string, [argument]: readonly string[]): void {
  if (argument !== undefined)
    throw new UsageError(`${command} takes no argument '${argument}'; ${seeHelp(command)}`);
}

export function seeHelp(command: string): string {
  return `see 'nestjs-idenfy ${command} --help'`;
}

/** Secrets come from the environment only: every user of the machine can read command lines. @throws {UsageError} */
export function requiredVariable(name: string, command: string): string {
  const value = process.env[name]?.trim();
  if (!value) throw new UsageError(`${name} is not set; ${seeHelp(command)}`);
  return value;
}

/** Options that tell where in the database the tables are. */
export const LOCATION_OPTIONS = { schema: { type: 'string' }, prefix: { type: 'string' } } as const;

/** Values of `LOCATION_OPTIONS`. */
export interface TableLocation {
  readonly schema?: string | undefined;
  readonly prefix?: string | undefined;
}

/** The form of a row's id. */
const ROW_ID = /^[1-9]\d{0,17}$/;

/** Which rows of a list are printed. */
interface Page {
  readonly limit: number | undefined;
  readonly before: string | undefined;
}

/** The values of `--limit` and `--before`. @throws {UsageError} */
export function pageFrom(
  { limit, before }: { readonly limit?: string | undefined; readonly before?: string | undefined },
  idForm: RegExp = ROW_ID,
): Page {
  if (limit !== undefined && !/^([1-9]\d?|1\d\d|200)$/.test(limit)) {
    throw new UsageError('--limit must be a number from 1 to 200');
  }
  if (before !== undefined && !idForm.test(before)) throw new UsageError('--before must be an id');
  return { limit: limit === undefined ? undefined : Number(limit), before };
}

/** The actor for the history: the name in `--by`, else the user of this machine. @throws {UsageError} */
export function actorFrom(by: string | undefined): Actor {
  const id = by ?? userOfThisMachine();
  if (!isStaffId(id)) throw new UsageError('--by must be your name, in 1 to 200 characters');
  return { kind: 'staff', id };
}

function userOfThisMachine(): string | undefined {
  try {
    return userInfo().username;
  } catch {
    return undefined; // a container may run as a user without a name
  }
}
