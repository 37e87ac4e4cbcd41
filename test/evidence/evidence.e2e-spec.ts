import { createHash, generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EvidenceCollector, EvidenceStore, IdenfyClock } from 'nestjs-idenfy';
import { someData } from 'nestjs-idenfy/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { S3EvidenceStore } from '../../examples/s3-evidence-store/s3-evidence-store.js';
import { commandLine } from '../support/command-line.js';
import { dumpOf } from '../support/database.js';
import { KycApp } from '../support/kyc-app.js';
import { ObjectStorage } from '../support/object-storage.js';
import { ShiftableClock } from '../support/shiftable-clock.js';
import { unpacked, writePack } from './pack.js';

const FILES = '/api/v2/files';
const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const signingKey = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

interface Manifest {
  files: { path: string; bytes: number; sha256: string; signingKey?: string }[];
  missing: { kind: string; name: string; reason: string }[];
  signedWith: string | null;
  chains: { history: { position: number; mac: string }; reads: { position: number; mac: string } };
  retention: Record<string, unknown>;
}

describe.each([
  ['express', 'PostgreSQL'],
  ['fastify', 'S3'],
] as const)('evidence, on %s and in %s', (adapter, store) => {
  const clock = new ShiftableClock();
  let storage: ObjectStorage;
  let kyc: KycApp;

  beforeAll(async () => {
    storage = await ObjectStorage.start();
    const bucket = {
      url: storage.url,
      region: 'eu-central-1',
      accessKeyId: 'key',
      secretAccessKey: 'secret',
    };
    kyc = await KycApp.start({
      adapter,
      options: {
        keep: 'evidence',
        evidence: { signingKey },
        http: { maxRetries: 0 },
        reconciliation: { enabled: false },
        // the test says when evidence is collected
        webhooks: { worker: { enabled: false } },
      },
      extras: {
        replace: [
          { provide: IdenfyClock, useValue: clock },
          ...(store === 'S3' ? [{ provide: EvidenceStore, useValue: new S3EvidenceStore(bucket) }] : []),
        ],
      },
    });
  });
  afterAll(async () => {
    await kyc.close();
    await storage.close();
  });

  it('is what the verdict rests on, in a pack with a signed manifest', async () => {
    const scanRef = await approved('ada');
    await Promise.all([collect(), collect()]); // as two processes would

    const { files, manifest } = await pack(scanRef);

    expect([...files.keys()].filter((path) => !path.startsWith('webhooks/'))).toEqual([
      'manifest.json',
      'manifest.sig',
      'verification.json',
      'session.json',
      'history.json',
      'decisions.json',
      'reads.json',
      'images/BACK.png',
      'images/FACE.png',
      'images/FRONT.png',
      'report.pdf',
    ]);
    for (const { path, sha256, bytes } of manifest.files) {
      const content = files.get(path) ?? Buffer.alloc(0);
      expect([path, content.length, createHash('sha256').update(content).digest('hex')]).toEqual([
        path,
        bytes,
        sha256,
      ]);
    }
    const [row] = await kyc.database.query(
      'select history_length as position, history_mac as mac from idenfy_verification where scan_ref = $1',
      [scanRef],
    );
    expect(manifest.chains.history).toEqual(row);
    expect(manifest.chains.reads.position).toBe(2);
    expect(manifest.missing).toEqual([]);
    expect(manifest.retention).toMatchObject({ legalHold: false, keepAtLeastDays: 0 });
    expect(files.get('report.pdf')?.subarray(0, 5).toString()).toBe('%PDF-');
    const [webhook] = manifest.files.filter(({ path }) => path.startsWith('webhooks/'));
    expect(webhook?.signingKey).toMatch(/^[0-9a-f]{16}$/);
    const [delivered] = kyc.simulator.webhooks().filter((sent) => sent.scanRef === scanRef);
    expect(JSON.parse(String(files.get(webhook?.path ?? '')))).toEqual(delivered?.body);
    expect(JSON.parse(String(files.get('reads.json')))).toMatchObject([
      { action: 'START' },
      { action: 'EVIDENCE', staffId: 'grace', reason: 'a test wants to know' },
    ]);
    expect(filesAskedFor(scanRef)).toBe(0);
  });

  it('is fetched through new links, asked for once, where those of the webhook have expired', async () => {
    const scanRef = await approved('grace');
    kyc.simulator.advance(2 * 3600);
    await collect();

    const { files, manifest } = await pack(scanRef);
    expect([...files.keys()]).toContain('images/FACE.png');
    expect(manifest.missing).toEqual([]);
    expect(filesAskedFor(scanRef)).toBe(1);
  });

  it('is missing with its reason, and gone on with later, where it cannot be had', async () => {
    const scanRef = await approved('linus');
    kyc.simulator.fault({ path: `/media/${scanRef}/FACE.png`, status: 503 });
    kyc.simulator.fault({ path: `/media/${scanRef}/BACK.png`, status: 403, count: 2 });
    kyc.simulator.fault({ path: '/api/v2/generate-pdf', status: 400 });
    await collect();
    const first = await pack(scanRef);
    expect(first.manifest.missing).toContainEqual(
      expect.objectContaining({ kind: 'IMAGE', reason: 'PENDING' }),
    );
    expect([...first.files.keys()]).toContain('images/FRONT.png');

    clock.shift(11);
    await collect();

    const { files, manifest } = await pack(scanRef);
    expect([...files.keys()]).toContain('images/FACE.png');
    expect(manifest.missing).toMatchObject([
      { kind: 'IMAGE', name: 'BACK', reason: 'LINK_EXPIRED' },
      { kind: 'REPORT', name: 'report', reason: 'REFUSED' },
    ]);
    expect(filesAskedFor(scanRef)).toBe(1);
  });

  it('of a correction stands beside that of the verdict before, without the same image twice', async () => {
    const scanRef = await approved('margaret');
    await collect();
    clock.shift(1);
    kyc.simulator.advance(60);
    kyc.simulator.outcome(scanRef, { overall: 'DENIED', fraudTags: ['FACE_MISMATCH'] });
    await kyc.settled();
    await collect();

    const { files } = await pack(scanRef);
    const paths = [...files.keys()];
    expect(paths.filter((path) => path.startsWith('webhooks/'))).toHaveLength(2);
    expect(paths.filter((path) => path.startsWith('images/'))).toHaveLength(3);
    expect(paths.filter((path) => path.startsWith('report'))).toEqual(['report.pdf', 'report-2.pdf']);
  });

  it('is given to staff with its permission and a reason alone', async () => {
    const scanRef = await approved('alan');
    const path = `/idenfy/verifications/${scanRef}/evidence`;

    const refused = await kyc.request('GET', path, {
      caller: 'staff:grace',
      headers: { 'x-permissions': 'review,decide,audit' },
    });
    expect(refused.status).toBe(403);
    expect((await kyc.request('GET', path, { caller: 'alan' })).status).toBe(403);
    expect((await kyc.request('GET', path)).status).toBe(401);
    const without = await kyc.request('GET', path, {
      caller: 'staff:grace',
      headers: { 'x-access-reason': '' },
    });
    expect(without.status).toBe(400);
  });

  it('leaves nothing behind when the person is erased, collected or not', async () => {
    const collected = await approved('canary-barbara');
    await collect();
    const waiting = await approved('canary-edsger');
    expect(await dumpOf(kyc.database)).not.toContain('CANARYNAME');
    const others = await kyc.database.query(OTHERS, [collected]);

    kyc.simulator.advance(3600);
    for (const scanRef of [collected, waiting]) {
      const erased = await kyc.request('DELETE', `/idenfy/verifications/${scanRef}`, {
        caller: 'staff:grace',
      });
      expect(erased).toMatchObject({ status: 202, body: { state: 'done' } });
      expect(
        (await kyc.request('GET', `/idenfy/verifications/${scanRef}/evidence`, { caller: 'staff:grace' }))
          .status,
      ).toBe(409);
    }
    await collect();

    expect(await kyc.database.query(ITS, [[collected, waiting]])).toEqual([]);
    expect(await kyc.database.query(OTHERS, [collected])).toEqual(others);
    const stored = await kyc.database.query<{ id: string }>('select id from idenfy_evidence');
    const known = new Set(stored.map(({ id }) => id));
    expect([...storage.objects.keys()].filter((key) => !known.has(key.split('/')[1] ?? ''))).toEqual([]);
    expect(storage.objects.size > 0).toBe(store === 'S3');
  });

  // the same for every adapter and store
  it.runIf(store === 'S3')(
    'is verified without a database: a changed, a missing or an extra file is named',
    async () => {
      const scanRef = await approved('katherine');
      await collect();
      const { files } = await pack(scanRef);
      const folder = await mkdtemp(join(tmpdir(), 'evidence-'));
      const key = join(folder, 'evidence.pub');
      await writeFile(key, publicKey.export({ type: 'spki', format: 'pem' }));
      const other = join(folder, 'other.pub');
      const { publicKey: strange } = generateKeyPairSync('ed25519');
      await writeFile(other, strange.export({ type: 'spki', format: 'pem' }));
      const verified = async (change: (changed: Map<string, Buffer>) => void, by = key) => {
        const changed = new Map(files);
        change(changed);
        const path = join(folder, 'pack.zip');
        await writePack(path, changed);
        const { code, out } = await commandLine(['evidence', 'verify', path, '--public-key', by], {});
        return `${code}: ${out.replace(path, 'pack.zip')}`;
      };

      const untouched = await verified(() => undefined);
      const changed = await verified((pack) => pack.set('images/FACE.png', Buffer.from('another face')));
      const missing = await verified((pack) => pack.delete('images/BACK.png'));
      const extra = await verified((pack) => pack.set('images/EXTRA.png', Buffer.from('a face')));
      const forged = await verified(() => undefined, other);
      const unsigned = await verified((pack) => pack.delete('manifest.sig'));
      await rm(folder, { recursive: true });

      expect(untouched).toMatch(/^0: pack\.zip is whole: 10 files, signed at \d{4}-/);
      expect(changed).toBe('1: images/FACE.png was changed: its SHA-256 is not the one in the manifest.\n');
      expect(missing).toBe('1: images/BACK.png is in the manifest and missing in the pack.\n');
      expect(extra).toBe('1: images/EXTRA.png is in the pack and not in the manifest.\n');
      expect(forged).toMatch(
        /^1: manifest\.json was changed, or was not signed with the key [0-9a-f]{16}…\.\n$/,
      );
      expect(unsigned).toBe('1: manifest.json is not signed: manifest.sig is missing.\n');
    },
  );

  async function approved(clientId: string): Promise<string> {
    const scanRef = await kyc.started(clientId);
    const data = someData({ docFirstName: 'CANARYNAME' });
    kyc.simulator.outcome(scanRef, { overall: 'APPROVED', data });
    await kyc.settled();
    return scanRef;
  }

  function collect(): Promise<number> {
    return kyc.app.get(EvidenceCollector).run();
  }

  async function pack(scanRef: string): Promise<{ files: Map<string, Buffer>; manifest: Manifest }> {
    const response = await fetch(`${kyc.url}/idenfy/verifications/${scanRef}/evidence`, {
      headers: { 'x-caller': 'staff:grace', 'x-access-reason': 'a test wants to know' },
    });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/zip');
    const files = await unpacked(new Uint8Array(await response.arrayBuffer()));
    return { files, manifest: JSON.parse(String(files.get('manifest.json'))) as Manifest };
  }

  function filesAskedFor(scanRef: string): number {
    return kyc.simulator.requests(FILES).filter(({ body }) => JSON.stringify(body).includes(scanRef)).length;
  }
});

const ITS = `select e.id::text from idenfy_evidence e join idenfy_verification v on v.id = e.verification_id
    where v.scan_ref = any($1)
  union all
  select c.id::text from idenfy_evidence_collection c join idenfy_verification v on v.id = c.verification_id
    where v.scan_ref = any($1)
  union all
  select p.evidence_id::text from idenfy_evidence_part p left join idenfy_evidence e on e.id = p.evidence_id where e.id is null`;

const OTHERS = `select e.id, e.state from idenfy_evidence e join idenfy_verification v on v.id = e.verification_id
  where v.scan_ref <> $1 order by e.id`;
