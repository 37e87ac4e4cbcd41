// Follows the README from an empty folder to a verdict and a green test.
import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Project } from './project.mjs';

const FIVE_MINUTES = 300;

/**
 * @param page of `readPage()`
 * @param tarballs file by package name
 * @param databaseUrl creates a database and resolves to its URL
 */
export async function follow(kind, { folder, nodes, page, tarballs, databaseUrl, log }) {
  const workplace = new Project(folder, nodes[0].folder);
  const project = new Project(join(folder, 'shop'), nodes[0].folder);
  await mkdir(folder, { recursive: true });
  const begun = performance.now();
  if (kind.client) await installClient(kind, project, tarballs);
  else await installModule(kind, { workplace, project, page, tarballs });
  log(`installed (${seconds(begun)} s)`);
  await kind.prepare?.(project);

  const results = [];
  for (const node of nodes) {
    project.useNode(node.folder);
    const isFirst = node === nodes[0];
    const result = await tryOut(kind, project, { page, databaseUrl, isFirst, begun });
    results.push({ node: node.version, ...result });
    log(`Node.js ${node.version}: ${result.problem ?? `ok ${JSON.stringify(result)}`}`);
  }
  const versions = {};
  for (const name of ['@nestjs/core', 'typeorm'])
    versions[name] = await project.versionOf(name).catch(() => undefined);
  return { results, versions };
}

async function tryOut(kind, project, { page, databaseUrl, isFirst, begun }) {
  try {
    if (kind.client) {
      await project.run(`node session.${kind.client}`);
      return {};
    }
    // The CLI of Nest 12 does not run on Node.js 20; what it built does.
    const start = isFirst ? page.start : 'node --env-file=.env dist/main.js';
    await verdict(project, { ...page, start }, databaseUrl);
    const verdictSeconds = isFirst ? seconds(begun) : undefined;
    if (kind.always && verdictSeconds > FIVE_MINUTES)
      throw new Error(`the first verdict took ${verdictSeconds} s`);
    await project.run(await withDatabase(page.runTests, databaseUrl));
    for (const command of isFirst ? (kind.check ?? []) : []) await project.run(command);
    return { verdictSeconds };
  } catch (error) {
    return { problem: error.message };
  } finally {
    await project.stopAll();
  }
}

async function installModule({ nest, pnpm }, { workplace, project, page, tarballs }) {
  const manager = pnpm ? '--package-manager pnpm --skip-install' : '--package-manager npm';
  await workplace.run(page.scaffold(nest).replace('--package-manager npm', manager));
  const local = localPackages(tarballs);
  if (!pnpm) await project.run(local(page.install(nest)));
  else {
    await project.editJson('package.json', (manifest) => {
      const contract = `file:${tarballs['@nestjs-idenfy/contract']}`;
      manifest.pnpm = { overrides: { '@nestjs-idenfy/contract': contract } };
    });
    await project.run(local(page.install(nest)).replaceAll('npm install', 'npx pnpm@10 add'));
  }
  await project.run(page.init);
}

async function installClient({ nest, client }, project, tarballs) {
  const axios = nest === 11 ? 4 : 12;
  const packages = `nestjs-idenfy @nestjs/axios@${axios} @nestjs/common@${nest} @nestjs/core@${nest} axios reflect-metadata rxjs`;
  await project.write('package.json', '{ "private": true }');
  await project.run(localPackages(tarballs)(`npm install ${packages} @nestjs-idenfy/simulator`));
  await project.write(
    `session.${client}`,
    await readFile(
      client === 'cjs' ? 'scripts/consumers/session.cjs' : 'scripts/pack/first-session.mjs',
      'utf8',
    ),
  );
}

/** The packages are not published yet: an install takes the tarballs. */
function localPackages(tarballs) {
  const module = `${tarballs['@nestjs-idenfy/contract']} ${tarballs['nestjs-idenfy']}`;
  return (commands) =>
    commands
      .replace(/(?<=install )nestjs-idenfy(?= )/, module)
      .replace(
        /(?<=(?:install|--save-dev|rxjs) )@nestjs-idenfy\/simulator/,
        tarballs['@nestjs-idenfy/simulator'],
      );
}

async function verdict(project, page, databaseUrl) {
  const [app, simulator] = [await freePort(), await freePort()];
  const ports = (text) => text.replaceAll(':3000', `:${app}`).replaceAll(':4010', `:${simulator}`);
  await project.write('.env', ports(await withDatabase(page.settings, databaseUrl)));
  await project.start(`${ports(page.simulator).trim()} --port ${simulator}`, 'is running');
  const host = await project.start(`PORT=${app} ${page.start}`, 'Nest application successfully started');
  await project.run(ports(page.verdict));
  await project.waitFor(host, 'ada is verified');
}

async function withDatabase(text, databaseUrl) {
  const example = /postgres:\/\/postgres:postgres@127\.0\.0\.1:5432\/\w+/;
  return text.replace(example, await databaseUrl());
}

/** Not one that the system gives to outgoing connections, which could have taken it when the program listens. */
async function freePort() {
  for (;;) {
    const port = randomInt(10_000, 32_000);
    const isFree = await new Promise((resolve) => {
      const server = createServer().once('error', () => resolve(false));
      server.listen(port, () => server.close(() => resolve(true)));
    });
    if (isFree) return port;
  }
}

const seconds = (since) => Math.round((performance.now() - since) / 1_000);
