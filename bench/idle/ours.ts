import 'reflect-metadata';
import { IdenfyConsoleModule } from '@nestjs-idenfy/console';
import { Controller, Get, Injectable, Module } from '@nestjs/common';
import {
  IdenfyAccess,
  type IdenfyCaller,
  IdenfyModule,
  OnIdenfyWebhook,
  OnVerification,
} from 'nestjs-idenfy';
import { Client } from 'pg';
import { contender } from '../harness/contender.js';
import { libraryDatabase, serve } from '../harness/library-host.js';
import type { Done } from './done.js';

@Injectable()
class NoOne extends IdenfyAccess {
  identify(): IdenfyCaller | null {
    return null;
  }
}

@Injectable()
class Accounts {
  @OnVerification('*')
  changed(): void {}

  @OnIdenfyWebhook('*')
  received(): void {}
}

const statements = new Map<string, number>();

/** What this process has done so far. The delay of its event loop is not measured: that alone would cost 1 % of a core. */
@Controller('done')
class DoneController {
  @Get()
  done(): Done {
    const { user, system } = process.cpuUsage();
    return { processorMs: (user + system) / 1_000, statements: Object.fromEntries(statements) };
  }
}

countStatements();

await contender<{ databaseUrl: string; simulatorUrl: string }>(async ({ databaseUrl, simulatorUrl }) => {
  @Module({
    imports: [
      libraryDatabase(databaseUrl),
      IdenfyModule.forRoot({
        access: NoOne,
        isGlobal: true,
        apiKey: 'simulator-key',
        apiSecret: 'simulator-secret',
        baseUrl: simulatorUrl,
        uiUrl: simulatorUrl,
        webhooks: { signingKeys: ['a-signing-key-of-this-bench-that-is-long'] },
        retention: { deleteAfterDays: 365 },
      }),
      IdenfyConsoleModule.forRoot({}),
    ],
    controllers: [DoneController],
    providers: [Accounts],
  })
  class IdleModule {}

  return serve(IdleModule, 'express');
});

/** Counts what is handed to pg, by any connection: those of the pool, and the one that listens. */
function countStatements(): void {
  const original: unknown = Reflect.get(Client.prototype, 'query');
  if (typeof original !== 'function') throw new Error('pg has no query()');
  Reflect.set(Client.prototype, 'query', function (this: Client, ...values: unknown[]): unknown {
    const [first] = values;
    const text = typeof first === 'object' && first !== null && 'text' in first ? first.text : first;
    const statement = String(text).replaceAll(/\s+/g, ' ').trim();
    statements.set(statement, (statements.get(statement) ?? 0) + 1);
    return Reflect.apply(original, this, values);
  });
}
