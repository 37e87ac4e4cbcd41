import 'reflect-metadata';
import { Injectable, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { IdenfyAccess, IdenfyModule, OnVerification } from 'nestjs-idenfy';
import { contender } from '../harness/contender.js';
import { libraryDatabase } from '../harness/library-host.js';
import { ENCRYPTION_KEY } from './encryption.js';
import { Tally } from './tally.js';

const tally = new Tally();

@Injectable()
class NoCallers extends IdenfyAccess {
  identify(): null {
    return null;
  }
}

@Injectable()
class Listener {
  @OnVerification('*')
  hear(): void {
    tally.add();
  }
}

/** Imported as any host does, with the defaults: the worker starts with the application. */
await contender<{ databaseUrl: string }>(async ({ databaseUrl }) => {
  @Module({
    imports: [
      libraryDatabase(databaseUrl),
      IdenfyModule.forRoot({
        access: NoCallers,
        apiKey: 'key',
        apiSecret: 'secret',
        encryptionKeys: [ENCRYPTION_KEY],
        webhooks: { signingKeys: ['a-signing-key-of-this-bench'] },
      }),
    ],
    providers: [Listener],
  })
  class OursModule {}

  const app = await NestFactory.create(OursModule, { logger: ['error', 'warn'] });
  await app.init();
  return tally.serve();
});
