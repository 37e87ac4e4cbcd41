import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commandLine } from '../support/command-line.js';

const manifest = (nest: number, type: string) =>
  JSON.stringify({ type, dependencies: { '@nestjs/core': `^${nest}.0.1`, rxjs: '^7.8.1' } });

/** As `nest new` writes it. */
const appModule = (extension: string) => `import { Module } from '@nestjs/common';
import { AppController } from './app.controller${extension}';
import { AppService } from './app.service${extension}';

@Module({
  imports: [],
  controllers: [AppController],
  providers: [AppService],
})
export class AppModule {}
`;

const MAIN = `app.enableShutdownHooks();\n`;

describe('nestjs-idenfy init', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'nestjs-idenfy-init-'));
  });

  afterEach(() => rm(folder, { recursive: true }));

  async function given(files: Record<string, string>, { compiler = true } = {}): Promise<void> {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    if (!compiler) return;
    await mkdir(join(folder, 'node_modules'));
    await symlink(resolve('node_modules/typescript'), join(folder, 'node_modules/typescript'), 'junction');
  }

  const init = (...args: string[]) => commandLine(['init', ...args], {}, folder);
  const text = (path: string) => readFile(join(folder, path), 'utf8');

  it.each([
    [11, 'commonjs', ''],
    [12, 'module', '.js'],
  ])('writes what the README shows into a scaffold of Nest %i (%s)', async (nest, type, extension) => {
    await given({
      'package.json': manifest(nest, type),
      'src/app.module.ts': appModule(extension),
      'src/main.ts': MAIN,
    });

    const { code, out, error } = await init('--yes');

    expect({ code, error }).toEqual({ code: 0, error: '' });
    const readme = await readFile('libs/idenfy/README.md', 'utf8');
    const shown = (start: string) => readme.split(`\n${start}\n`)[1]?.split('```')[0];
    expect(await text('src/kyc/kyc.module.ts')).toBe(shown('// src/kyc/kyc.module.ts'));
    expect(await text('src/kyc/kyc.spec.ts')).toBe(
      shown('// src/kyc/kyc.spec.ts')?.replace(/'\.\/kyc\.module'.*/, `'./kyc.module${extension}';`),
    );
    expect(await text('.env.example')).toBe(shown('```env'));
    expect(await text('src/app.module.ts')).toBe(
      appModule(extension)
        .replace(/(?<=app\.service.*\n)/, `import { KycModule } from './kyc/kyc.module${extension}';\n`)
        .replace('[]', '[KycModule]'),
    );
    const axios = nest === 11 ? 4 : 12;
    expect(out).toContain(`npm install nestjs-idenfy @nestjs/axios@${axios} `);
    expect(out).not.toContain('enableShutdownHooks');

    expect(await init('--yes')).toEqual({ code: 0, out: 'There is nothing to add.\n', error: '' });
  });

  it('extends an application that has a connection, modules, settings and comments', async () => {
    const app = `import { Module } from "@nestjs/common"
import { TypeOrmModule } from "@nestjs/typeorm"

@Module({
  imports: [
    // first the settings
    Settings,
    TypeOrmModule.forRoot({ autoLoadEntities: true, migrations: [AddCats] }),
    Cats, // all of them
  ],
})
export class AppModule {}
`.replaceAll('\n', '\r\n');
    await given({
      'package.json': manifest(12, 'module'),
      'pnpm-lock.yaml': '',
      'src/app.module.ts': app,
      '.env.example': 'PORT=3000\n# IDENFY_UI_URL=\nIDENFY_API_KEY=mine',
    });

    const { code, out } = await init('--yes', '--folder', 'people/identity');

    expect(code).toBe(0);
    expect(await text('src/app.module.ts')).toBe(
      app
        .replace(
          `typeorm"\r\n`,
          `typeorm"\r\nimport { KycModule } from "./people/identity/kyc.module.js"\r\nimport { idenfyMigrations } from "nestjs-idenfy/migrations"\r\n`,
        )
        .replace('[AddCats]', '[AddCats, ...idenfyMigrations]')
        .replace('// all of them', '// all of them\r\n    KycModule,'),
    );
    expect(await text('src/people/identity/kyc.module.ts')).not.toContain('TypeOrmModule');
    const settings = await text('.env.example');
    expect(settings.startsWith('PORT=3000\n# IDENFY_UI_URL=\nIDENFY_API_KEY=mine\nIDENFY_API_SECRET=')).toBe(
      true,
    );
    expect(settings).not.toMatch(/DATABASE_URL|simulator-key|UI_URL=http/);
    expect(out).toContain('pnpm add nestjs-idenfy ');
    expect(out).toContain('call app.enableShutdownHooks() in main.ts');
  });

  it.each([
    ['with --dry-run', ['--dry-run'], 0, ''],
    [
      'without a yes',
      [],
      1,
      'There is no terminal to ask at: --yes writes the change.\nNothing was written.\n',
    ],
  ])('shows the change and writes nothing %s', async (_title, args, code, end) => {
    const files = { 'package.json': manifest(11, 'commonjs'), 'src/app.module.ts': appModule('') };
    await given(files);

    const { code: actual, out } = await init(...args);

    expect(actual).toBe(code);
    expect(out.endsWith(end)).toBe(true);
    expect(out).toMatch(
      /^--- \/dev\/null\n\+\+\+ b\/src\/kyc\/kyc\.module\.ts\n@@ -0,0 \+1,\d\d @@\n\+import { Injectable/,
    );
    expect(out).toContain(`--- a/src/app.module.ts
+++ b/src/app.module.ts
@@ -1,9 +1,10 @@
 import { Module } from '@nestjs/common';
 import { AppController } from './app.controller';
 import { AppService } from './app.service';
+import { KycModule } from './kyc/kyc.module';
 
 @Module({
-  imports: [],
+  imports: [KycModule],
   controllers: [AppController],
   providers: [AppService],
 })
`);
    expect(await readdir(folder)).toEqual(['node_modules', 'package.json', 'src']);
    expect(await text('src/app.module.ts')).toBe(files['src/app.module.ts']);
  });

  it.each([
    ['without the TypeScript compiler', appModule(''), { compiler: false }],
    ['with imports from elsewhere', appModule('').replace('[]', 'modules'), {}],
    ['with two modules in the file', appModule('') + '@Module({}) class Other {}\n', {}],
  ])('leaves a root module as it is %s, and says what to add', async (_title, module, options) => {
    const own = 'export class KycModule {}\n';
    await given(
      {
        'package.json': manifest(11, 'commonjs'),
        'src/app.module.ts': module,
        'src/kyc/kyc.module.ts': own,
        'data-source.ts': 'export default new DataSource({ migrations });\n',
      },
      options,
    );

    const { code, out } = await init('--yes');

    expect(code).toBe(0);
    expect(out).toContain('By hand: src/kyc/kyc.module.ts exists and stays as it is\n');
    expect(out).toContain(
      `add: import { KycModule } from './kyc/kyc.module';  and KycModule to its imports\n`,
    );
    expect(out).toContain('By hand: in data-source.ts, add: import { idenfyMigrations } ');
    expect(await text('src/app.module.ts')).toBe(module);
    expect(await text('src/kyc/kyc.module.ts')).toBe(own);
  });

  it.each([
    [{}, [], 1, 'there is no application of Nest 11 or newer here: run this beside its package.json'],
    [{ 'package.json': manifest(10, 'commonjs') }, [], 1, 'there is no application of Nest 11 or newer'],
    [{}, ['--folder', '../kyc'], 2, '--folder must be the name of a folder, such as kyc'],
    [{}, ['kyc'], 2, "init takes no argument 'kyc'; see 'nestjs-idenfy init --help'"],
  ])('refuses %j with %j in one line', async (files, args, code, message) => {
    await given(files);
    const end = await init(...args);
    expect(end).toMatchObject({ code, out: '' });
    expect(end.error).toMatch(new RegExp(`^nestjs-idenfy: ${message}[^\n]*\n$`));
  });
});
