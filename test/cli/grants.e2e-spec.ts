import { describe, expect, it } from 'vitest';
import { commandLine } from '../support/command-line.js';

describe('nestjs-idenfy grants', () => {
  it('prints a script that quotes every name, and needs no database', async () => {
    const { code, out, error } = await commandLine(
      ['grants', '--role', 'the "app"', '--schema', 'kyc', '--prefix', 'acme_'],
      {},
    );
    expect({ code, error }).toEqual({ code: 0, error: '' });
    expect(out).toMatch(/^begin;\n\ngrant usage on schema "kyc" to "the ""app""";\n/);
    expect(out).toMatch(/\ncommit;\n$/);
    const updated = /grant update on\n([^;]+)\nto/.exec(out)?.[1] ?? '';
    expect(updated).toContain('"kyc"."acme_idenfy_verification",');
    expect(updated).not.toMatch(/idenfy_verification_event|idenfy_access/);
    const deleted = /grant delete on\n([^;]+)\nto/.exec(out)?.[1] ?? '';
    expect(deleted.match(/idenfy_\w+/g)).toEqual([
      'idenfy_client',
      'idenfy_webhook',
      'idenfy_webhook_name',
      'idenfy_free_text',
      'idenfy_open_case',
      'idenfy_saved_view',
      'idenfy_handler_run',
      'idenfy_handler',
      'idenfy_overview_count',
      'idenfy_bulk_job',
      'idenfy_evidence',
      'idenfy_evidence_collection',
      'idenfy_evidence_part',
    ]);
  });

  it.each([
    [[], "grants needs --role; see 'nestjs-idenfy grants --help'"],
    [['app'], "grants takes no argument 'app'; see 'nestjs-idenfy grants --help'"],
    [['--role', 'app', '--table', 'x'], "Unknown option '--table'; see 'nestjs-idenfy grants --help'"],
  ])('refuses %j in one line', async (args, message) => {
    expect(await commandLine(['grants', ...args], {})).toEqual({
      code: 2,
      out: '',
      error: `nestjs-idenfy: ${message}\n`,
    });
  });

  it('explains itself', async () => {
    expect((await commandLine(['grants', '--help'], {})).out).toContain('--role <name>');
  });
});
