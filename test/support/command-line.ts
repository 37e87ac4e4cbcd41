import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const BIN = fileURLToPath(new URL('../../libs/idenfy/bin/nestjs-idenfy.mjs', import.meta.url));

/** What a command left behind. */
export interface CommandEnd {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

/** Runs `nestjs-idenfy` in a process of its own, with nothing but these variables. */
export function commandLine(
  args: readonly string[],
  variables: Record<string, string>,
  cwd?: string,
): Promise<CommandEnd> {
  const env = { PATH: process.env['PATH'] ?? '', ...variables };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [BIN, ...args], { env, cwd }, (_failure, out, error) =>
      resolve({ code: child.exitCode ?? -1, out, error }),
    );
  });
}
