import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { FieldCipher, KeyRing, KeyRotation, parseEncryptionKeys } from 'nestjs-idenfy';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KycApp } from '../support/kyc-app.js';

const BIN = fileURLToPath(new URL('../../libs/idenfy/bin/nestjs-idenfy.mjs', import.meta.url));
const OLD = `old:${randomBytes(32).toString('base64')}`;
const NEW = `2026-11:${randomBytes(32).toString('base64')}`;

const SEALED = [
  ['idenfy_verification', 'auth_token'],
  ['idenfy_verification', 'redirect_url'],
  ['idenfy_verification', 'digit_string'],
  ['idenfy_verification', 'personal_data'],
  ['idenfy_webhook', 'body'],
] as const;

/** Two replicas while a key is being exchanged: one still writes with the old key, the other with the new one. */
describe('the rotation of the encryption key', () => {
  let before: KycApp;
  let after: KycApp;
  const tokens = new Map<string, string>();
  const done: string[] = [];

  const replica = (keys: string[], beside?: KycApp) =>
    KycApp.start({
      options: { encryptionKeys: keys, keep: 'data', reconciliation: { enabled: false } },
      ...(beside && { beside }),
    });

  async function open(kyc: KycApp, clientId: string): Promise<void> {
    const { body } = await kyc.request<{ authToken: string }>('POST', '/idenfy/verifications', {
      caller: 'staff:grace',
      body: { clientId, generateDigitString: true },
    });
    tokens.set(clientId, body.authToken);
  }

  async function finish(kyc: KycApp, clientId: string): Promise<void> {
    const scanRef = await kyc.started(clientId);
    before.simulator.outcome(scanRef, { overall: 'APPROVED' });
    done.push(scanRef);
  }

  /** Ids of the keys that values of the database are sealed with. */
  async function keysInUse(): Promise<Set<string>> {
    const found = await Promise.all(
      SEALED.map(([table, column]) =>
        before.database.query<{ key: string }>(
          `select distinct convert_from(substring(${column} from 3 for get_byte(${column}, 1)), 'UTF8') as key
             from ${table} where ${column} is not null`,
        ),
      ),
    );
    return new Set(found.flat().map(({ key }) => key));
  }

  beforeAll(async () => {
    before = await replica([OLD, NEW]);
    for (const n of [1, 2, 3, 4, 5, 6]) {
      await open(before, `early-${n}`);
      await finish(before, `early-done-${n}`);
    }
    await before.settled();
    expect(await keysInUse()).toEqual(new Set(['old']));
    after = await replica([NEW, OLD], before);
  });
  afterAll(async () => {
    await after.app.close();
    await before.close();
  });

  it('encrypts every value with the new key while the service runs', async () => {
    const rotation = after.app.get(KeyRotation).rotate({ batchSize: 2 });
    const traffic = [1, 2, 3, 4, 5].flatMap((n) => [
      open(before, `meanwhile-old-${n}`),
      open(after, `meanwhile-new-${n}`),
      finish(after, `meanwhile-done-${n}`),
    ]);
    const [report] = await Promise.all([rotation, ...traffic]);
    await before.settled();

    expect(report.resealed).toBeGreaterThan(20);
    expect(report.unreadable).toBe(0);
  });

  it('reports on the command line how many values are left', async () => {
    const wrongWay = await rotateKeys({
      IDENFY_ENCRYPTION_KEYS: `other:${randomBytes(32).toString('base64')}`,
    });
    expect(wrongWay.code).toBe(1);
    expect(wrongWay.error).toContain('cannot be decrypted with the given keys');
    expect(wrongWay.out + wrongWay.error).not.toContain(after.database.url);

    const right = await rotateKeys({ IDENFY_ENCRYPTION_KEYS: `${NEW},${OLD}` });
    expect(right).toMatchObject({ code: 0, error: '' });
    expect(right.out).toContain('none is left under another key');
    expect(right.out).not.toContain(NEW.slice(8));
    expect(await keysInUse()).toEqual(new Set(['2026-11']));

    const nowhere = await rotateKeys({
      IDENFY_ENCRYPTION_KEYS: NEW,
      DATABASE_URL: 'postgres://mary:hunter2@127.0.0.1:1/x',
    });
    expect(nowhere.code).toBe(1);
    expect(nowhere.error).not.toContain('hunter2');
    expect(await rotateKeys({ DATABASE_URL: '' })).toMatchObject({ code: 2 });
  });

  it('leaves every value readable without the old key', async () => {
    const last = await replica([NEW], before);
    for (const [clientId, authToken] of tokens) {
      const again = await last.request('POST', '/idenfy/verifications', { caller: clientId, body: {} });
      expect(again).toMatchObject({ status: 200, body: { authToken, resumed: true } });
      expect(again.body['digitString']).toEqual(expect.any(String));
    }
    for (const scanRef of done) {
      const data = await last.request('GET', `/idenfy/verifications/${scanRef}/data`, {
        caller: 'staff:mary',
      });
      expect(data).toMatchObject({ status: 200, body: { scanRef, docNumber: expect.any(String) as string } });
    }
    const cipher = last.app.get(FieldCipher);
    const bodies = await last.database.query<{ account: string; digest: string; body: Buffer }>(
      `select account, encode(digest, 'hex') as digest, body from idenfy_webhook`,
    );
    expect(bodies).toHaveLength(done.length);
    for (const { account, digest, body } of bodies) {
      expect(cipher.open(body, `webhook:${account}:${digest}`).toString()).toContain('"scanRef"');
    }
    await last.app.close();
  });

  it('refuses a value that was moved to another row or column', async () => {
    const [scanRef, other] = done;
    await before.database.query(
      `update idenfy_verification set personal_data =
         (select personal_data from idenfy_verification where scan_ref = $2) where scan_ref = $1`,
      [scanRef, other],
    );
    const moved = await after.request('GET', `/idenfy/verifications/${scanRef}/data`, {
      caller: 'staff:mary',
    });
    expect(moved).toMatchObject({ status: 500, body: { message: 'Something went wrong on our side.' } });

    const cipher = new FieldCipher(new KeyRing(parseEncryptionKeys([NEW])));
    const sealed = cipher.seal('secret', 'verification:1:auth_token');
    expect(cipher.open(sealed, 'verification:1:auth_token').toString()).toBe('secret');
    for (const place of ['verification:2:auth_token', 'verification:1:redirect_url', '']) {
      expect(() => cipher.open(sealed, place)).toThrow('bound to other associated data');
    }
  });

  async function rotateKeys(environment: Record<string, string>) {
    const { PATH = '' } = process.env;
    const command = spawn(process.execPath, [BIN, 'rotate-keys', '--batch', '3'], {
      env: { PATH, DATABASE_URL: before.database.url, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [out, error] = ['', ''];
    command.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    command.stderr.on('data', (chunk: Buffer) => (error += chunk.toString()));
    const [code] = (await once(command, 'close')) as [number];
    return { code, out, error };
  }
});
