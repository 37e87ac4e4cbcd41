import { startPostgres } from '@nestjs-idenfy/local-postgres';
import { ContenderProcess } from './harness/contender-process.js';
import { publish } from './harness/report.js';
import { median } from './harness/statistics.js';

const ROUNDS = 3;

/** About the largest body that is read. */
const BODY_BYTES = 23_800_000;
const FORM_BYTES = 15_000_000;

/** What costs most in a careless parser: the body begins with `start` and is filled up with `filler`. */
const bodies = [
  ['JSON: Base64', 'application/json', '{"images":{"FRONT":"', 'A'],
  ['JSON: escaped quotes', 'application/json', '{"images":{"FRONT":"', '\\"'],
  ['JSON: escaped slashes', 'application/json', '{"images":{"FRONT":"', '\\/'],
  ['JSON: \\u002B', 'application/json', '{"images":{"FRONT":"', '\\u002B'],
  ['JSON: nested objects', 'application/json', '{"a":', '{"a":'],
  ['JSON: white space', 'application/json', '{', ' '],
  ['form: bytes', 'multipart/form-data; boundary=x', part('FRONT'), 'A'],
  ['form: almost a boundary', 'multipart/form-data; boundary=x', part('FRONT'), '\r\n--'],
  ['form: one long header', 'multipart/form-data; boundary=x', '--x\r\n', 'A'],
] as const;

const database = await startPostgres({ durable: true });
const sink = await ContenderProcess.start(moduleOf('sink'));
const samples = new Map<string, number[]>();
try {
  for (let round = 1; round <= ROUNDS; round++) {
    for (const adapter of ['express', 'fastify'] as const) {
      const input = { sinkPort: sink.port, databaseUrl: database.url, adapter };
      const contender = await ContenderProcess.start(moduleOf('library'), input);
      for (const [name, type, start, filler] of bodies) {
        const size = type === 'application/json' ? BODY_BYTES : FORM_BYTES;
        const body = Buffer.concat([Buffer.from(start), Buffer.alloc(size - start.length, filler)]);
        const url = await newSession(contender.port);
        const { processorMs } = await contender.strainOf(async () => {
          await fetch(url, { method: 'POST', headers: { 'content-type': type }, body });
        });
        const key = `${name}, on ${adapter}`;
        samples.set(key, [...(samples.get(key) ?? []), (processorMs * 1e6) / size]);
        console.log(`round ${round}: ${key}: ${processorMs.toFixed()} ms for ${size / 1e6} MB`);
      }
      await contender.stop();
    }
  }
} finally {
  await sink.stop();
  await database.stop();
}
await publish({
  name: 'hostile-uploads',
  scenario: 'Processor time of uploads that are refused, for each byte',
  rounds: ROUNDS,
  contenders: [...samples].map(([name, values]) => ({ name, unit: 'ns/byte', samples: values })),
  ratios: {
    'the most expensive byte in ns (at most 20)': Math.max(
      ...[...samples.values()].map((values) => median(values)),
    ),
  },
});
process.exit();

function part(name: string): string {
  return `--x\r\nContent-Disposition: form-data; name="${name}"; filename="a.jpg"\r\n\r\n`;
}

async function newSession(port: number): Promise<string> {
  const verifications = `http://127.0.0.1:${port}/idenfy/verifications`;
  const response = await fetch(verifications, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ clientId: crypto.randomUUID() }),
  });
  const { scanRef } = (await response.json()) as { scanRef: string };
  return `${verifications}/${scanRef}/documents`;
}

function moduleOf(name: string): URL {
  return new URL(`./uploads/${name}.js`, import.meta.url);
}
