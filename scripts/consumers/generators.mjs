// Clients that generators write from openapi.json, compiled as strictly as TypeScript can.
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Project } from './project.mjs';

const GENERATORS = [
  {
    packageName: 'orval',
    version: '7.13.2',
    generate: 'npx orval --client fetch --input openapi.json --output client/index.ts',
  },
  {
    packageName: '@hey-api/openapi-ts',
    version: '0.95.0',
    generate: 'npx openapi-ts --input openapi.json --output client',
  },
];
const TYPESCRIPT = 'typescript@5.9';
const COMPILE =
  'npx tsc client/index.ts --noEmit --strict --skipLibCheck --target es2023 --lib es2023,dom,dom.iterable ' +
  '--module esnext --moduleResolution bundler';

/** @param node version and folder of a Node.js */
export async function tryGenerators({ folder, node, log }) {
  const outcomes = [];
  for (const { packageName, version, generate } of GENERATORS) {
    const project = new Project(join(folder, packageName.replace(/\W/g, '')), node.folder);
    let problem;
    try {
      await mkdir(project.folder, { recursive: true });
      await copyFile('openapi.json', join(project.folder, 'openapi.json'));
      await project.write('package.json', '{ "private": true, "type": "module" }');
      await project.run(`npm install ${packageName}@${version} ${TYPESCRIPT}`);
      await project.run(generate);
      await project.run(COMPILE);
    } catch (error) {
      problem = error.message;
    }
    log(`${packageName} ${version}: ${problem ?? 'compiles'}`);
    outcomes.push({ packageName, version, problem });
  }
  return outcomes;
}
