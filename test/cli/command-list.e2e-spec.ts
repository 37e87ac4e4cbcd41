import { describe, expect, it } from 'vitest';
import { commandLine } from '../support/command-line.js';

describe('the command nestjs-idenfy', () => {
  it.each([
    [[], "no command was given; see 'nestjs-idenfy --help'"],
    [['frobnicate'], "there is no command 'frobnicate'; see 'nestjs-idenfy --help'"],
  ])('refuses %j in one line, with exit code 2', async (args, message) => {
    expect(await commandLine(args, {})).toEqual({ code: 2, out: '', error: `nestjs-idenfy: ${message}\n` });
  });

  it('lists its commands and prints its version', async () => {
    expect((await commandLine(['--help'], {})).out).toContain('rotate-keys ');
    expect((await commandLine(['--version'], {})).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
