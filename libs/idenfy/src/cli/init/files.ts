// What `init` writes. The README of the package shows the same files, and a test compares them.

/** The lines of an import from a file beside it need `.js` in a project of ES modules. */
export interface ModuleForm {
  readonly esModules: boolean;
  /** Whether the module opens the connection to PostgreSQL, because the application has none. */
  readonly connects: boolean;
}

export function kycModule({ connects }: ModuleForm): string {
  const imported = connects ? `import { TypeOrmModule } from '@nestjs/typeorm';\n` : '';
  const migrations = connects ? `import { idenfyMigrations } from 'nestjs-idenfy/migrations';\n` : '';
  return `import { Injectable, Module } from '@nestjs/common';
${imported}import { IdenfyAccess, IdenfyModule, OnVerification } from 'nestjs-idenfy';
import type { IdenfyCaller, IdenfyHttpRequest, VerificationChange } from 'nestjs-idenfy';
${migrations}
@Injectable()
class KycAccess extends IdenfyAccess {
  /** Who is calling. A stub: read what your own login left on the request instead. */
  identify({ headers }: IdenfyHttpRequest): IdenfyCaller | null {
    const user = headers['x-user'];
    return typeof user === 'string' ? { clientId: user } : null; // null is answered 401
  }
}

@Injectable()
export class Accounts {
  readonly opened: string[] = [];

  @OnVerification('APPROVED')
  open({ verification }: VerificationChange) {
    this.opened.push(verification.clientId);
    console.log(\`\${verification.clientId} is verified\`); // called at least once, even after a crash
  }
}

@Module({
  imports: [
${connects ? CONNECTION : ''}    IdenfyModule.forRootAsync({
      access: KycAccess,
      useFactory: () => ({
        apiKey: process.env['IDENFY_API_KEY'] ?? '',
        apiSecret: process.env['IDENFY_API_SECRET'] ?? '',
        baseUrl: process.env['IDENFY_BASE_URL'], // unset: iDenfy itself
        uiUrl: process.env['IDENFY_UI_URL'],
        webhooks: { signingKeys: [process.env['IDENFY_WEBHOOK_SIGNING_KEY'] ?? ''] },
      }),
    }),
  ],
  providers: [Accounts],
})
export class KycModule {}
`;
}

const CONNECTION = `    TypeOrmModule.forRoot({
      type: 'postgres',
      url: process.env['DATABASE_URL'] ?? '',
      autoLoadEntities: true,
      migrations: [...idenfyMigrations],
      migrationsRun: true,
    }),
`;

export function kycTest({ esModules }: ModuleForm): string {
  return `import { Test, type TestingModule } from '@nestjs/testing';
import { TypeOrmModule } from '@nestjs/typeorm';
import { IdenfyVerifications } from 'nestjs-idenfy';
import { idenfyMigrations } from 'nestjs-idenfy/migrations';
import { IdenfyTestbed, IdenfyTestingModule } from 'nestjs-idenfy/testing';
import { Accounts } from './kyc.module${esModules ? '.js' : ''}';

const database = { type: 'postgres', url: process.env['DATABASE_URL'] ?? '', autoLoadEntities: true } as const;

describe('onboarding', () => {
  let testing: TestingModule;

  beforeEach(async () => {
    testing = await Test.createTestingModule({
      imports: [
        TypeOrmModule.forRoot({ ...database, migrations: [...idenfyMigrations], migrationsRun: true }),
        IdenfyTestingModule.forSimulator(),
      ],
      providers: [Accounts],
    }).compile();
    await testing.init();
    await testing.get(IdenfyTestbed).clear();
  });

  afterEach(() => testing.close()); // after a failed assertion too, or the test run does not end

  it('opens an account for an approved person', async () => {
    const actor = { kind: 'system', id: 'test' } as const;
    const { verification } = await testing.get(IdenfyVerifications).start({ clientId: 'grace', actor });

    await testing.get(IdenfyTestbed).decide(verification.scanRef ?? '', { overall: 'APPROVED' });

    expect(testing.get(Accounts).opened).toEqual(['grace']);
  });
});
`;
}

const DATABASE_SETTING = 'DATABASE_URL=postgres://postgres:postgres@127.0.0.1:5432/postgres\n';

/** The credentials are those of the simulator, which are not secret. */
const SETTINGS = `IDENFY_API_KEY=simulator-key
IDENFY_API_SECRET=simulator-secret
IDENFY_WEBHOOK_SIGNING_KEY=simulatorsigningkey0123456789abcdef
IDENFY_BASE_URL=http://127.0.0.1:4010
IDENFY_UI_URL=http://127.0.0.1:4010/ui/
`;

/** The settings that `text` lacks, after it. */
export function withSettings(text: string | null, { connects }: ModuleForm): string {
  const settings = connects ? DATABASE_SETTING + SETTINGS : SETTINGS;
  if (text === null) return settings;
  const has = new Set([...text.matchAll(/^[\s#]*(?:export\s+)?(\w+)=/gm)].map(([, name]) => name));
  const missing = settings.split(/(?<=\n)/).filter((line) => !has.has(line.split('=', 1)[0]));
  const gap = text === '' || text.endsWith('\n') ? '' : '\n';
  return missing.length === 0 ? text : `${text}${gap}${missing.join('')}`;
}
