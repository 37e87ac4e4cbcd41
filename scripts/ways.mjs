// Compares the lists in docs/three-ways.md with the files of the library that have a function which
// runs, by V8's coverage, while a verification is started, an upload is sent, and a webhook reaches a handler.
// Run `npm run build` before it.
import { readFile } from 'node:fs/promises';
import { Session } from 'node:inspector/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { startPostgres } from '@nestjs-idenfy/local-postgres';
import { IdenfySimulator } from '@nestjs-idenfy/simulator';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { IdenfyAccess, IdenfyModule, OnVerification } from 'nestjs-idenfy';
import { idenfyMigrations } from 'nestjs-idenfy/migrations';
import { sampleJpeg } from 'nestjs-idenfy/testing';

/** Tools that several ways share: counted by folder, not listed. */
const SHARED =
  /^(@|database\/|privacy\/|client\/(client-events|clock|rate-budget|sliding-counter)\.|outbox\/(background-work|debug-log|observers)\.|errors\/hidden-properties\.|.*\bdecorators?\.|.*\/access-context\.)/;

class Everyone extends IdenfyAccess {
  identify() {
    return { clientId: 'ada' };
  }
}

class Handlers {
  called = new Promise((resolve) => (this.call = resolve));

  async approved() {
    this.call();
  }
}
const { prototype } = Handlers;
OnVerification('APPROVED')(prototype, 'approved', Object.getOwnPropertyDescriptor(prototype, 'approved'));

const page = await readFile('docs/three-ways.md', 'utf8');
const postgres = await startPostgres({ durable: false });
const simulator = await IdenfySimulator.start({ port: 0, signingKey: 'a-signing-key-of-this-script' });
const app = await NestFactory.create(hostModule(), { logger: ['error', 'warn'] });
await app.listen(0, '127.0.0.1');
const url = await app.getUrl();
await sleep(6_000); // What is checked once, seconds after the boot, is on no way.
const session = new Session();
session.connect();
await session.post('Profiler.enable');
await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });

const { scanRef } = await compare('a start', () => post('verifications', '{}'));

const form = new FormData();
form.set('country', 'LT');
form.set('documentType', 'PASSPORT');
for (const step of ['FRONT', 'FACE']) form.set(step, new Blob([sampleJpeg(100_000)]), 'image.jpg');
await compare('an upload', () => post(`verifications/${scanRef}/documents`, form));

simulator.webhookUrl = `${url}/idenfy/webhooks`;
await compare('a webhook', async () => {
  simulator.outcome(scanRef, { overall: 'APPROVED' });
  await app.get(Handlers).called;
  await sleep(500); // The run is settled after the call.
});

await app.close();
await simulator.close();
await postgres.stop();

function hostModule() {
  const { apiKey, apiSecret, url: baseUrl, uiUrl, signingKey } = simulator;
  const worker = { pollMs: 3_600_000 }; // A poll would count for the way that is measured meanwhile.
  const database = { url: postgres.url, migrations: idenfyMigrations, migrationsRun: true };
  class Host {}
  Module({
    imports: [
      TypeOrmModule.forRoot({ type: 'postgres', autoLoadEntities: true, ...database }),
      IdenfyModule.forRoot({
        access: Everyone,
        apiKey,
        apiSecret,
        baseUrl,
        uiUrl,
        webhooks: { signingKeys: [signingKey], worker },
      }),
    ],
    providers: [Handlers],
  })(Host);
  return Host;
}

async function post(path, body) {
  const headers = typeof body === 'string' ? { 'content-type': 'application/json' } : {};
  const response = await fetch(`${url}/idenfy/${path}`, { method: 'POST', headers, body });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

async function compare(way, work) {
  await sleep(1_000); // What was begun before must not count.
  await session.post('Profiler.takePreciseCoverage');
  const answer = await work();
  const { result } = await session.post('Profiler.takePreciseCoverage');
  const files = result.flatMap(fileThatRan);
  const passed = files.filter((file) => !SHARED.test(file));
  const listed = filesListed(way);
  const ofClient = passed.filter((file) => file.startsWith('client/'));
  console.log(`The way of ${way}: ${passed.length} files, ${ofClient.length} of them in client/`);
  console.log(`  shared tools: ${countByFolder(files.filter((file) => SHARED.test(file)))}`);
  report('passed, not listed', minus(passed, listed));
  report('listed, not passed', minus(listed, passed));
  return answer;
}

/** Path from `libs/idenfy/src`, if a function of the file ran besides the file itself. */
function fileThatRan({ url: script, functions }) {
  const [, pack, file] = /\/libs\/(idenfy|contract)\/dist\/(.+)\.js$/.exec(script) ?? [];
  const ran = functions.some(({ ranges: [{ startOffset, count }] }) => startOffset > 0 && count > 0);
  return pack === undefined || !ran
    ? []
    : [`${pack === 'idenfy' ? '' : '@nestjs-idenfy/contract/'}${file}.ts`];
}

function filesListed(way) {
  const [, section = ''] = page.split(`## The way of ${way}\n`);
  const [own] = section.split('\n##', 1);
  return [...own.matchAll(/`((?:[\w.-]+\/)+[\w.-]+\.ts)`/g)].map(([, file]) => file);
}

function minus(files, others) {
  return files.filter((file) => !others.includes(file));
}

function countByFolder(files) {
  const counts = new Map();
  for (const file of files) {
    const folder = file.startsWith('@') ? '@nestjs-idenfy/contract' : file.split('/', 1)[0];
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return `${files.length} (${[...counts].map(([folder, count]) => `${count} of ${folder}`).join(', ')})`;
}

function report(problem, files) {
  if (files.length === 0) return;
  process.exitCode = 1;
  console.log(`  ${problem}: ${files.join(', ')}`);
}
