import 'reflect-metadata';
import { Controller, Get, Injectable, Module } from '@nestjs/common';
import { IdenfyAccess, IdenfyModule, OnVerification, VerificationChange } from 'nestjs-idenfy';
import { ENCRYPTION_KEY } from '../applying/encryption.js';
import { contender } from '../harness/contender.js';
import { libraryDatabase, serve } from '../harness/library-host.js';
import { SIGNING_KEY } from '../intake/signed-request.js';
import type { HandlerCall } from './handler-calls.js';

/** Null where calls are not kept, because their list grows with them. */
let calls: HandlerCall[] | null = null;

@Injectable()
class NoCallers extends IdenfyAccess {
  identify(): null {
    return null;
  }
}

@Injectable()
class Listener {
  @OnVerification('*')
  hear({ verification: { scanRef, final } }: VerificationChange): void {
    calls?.push([scanRef ?? '', final, Number(process.hrtime.bigint()) / 1e6]);
  }
}

@Controller('bench')
class BenchController {
  @Get('memory')
  memory(): NodeJS.MemoryUsage {
    return process.memoryUsage();
  }

  @Get('calls')
  calls(): readonly HandlerCall[] {
    return calls ?? [];
  }
}

interface Input {
  readonly databaseUrl: string;
  readonly recordCalls?: boolean;
  readonly appliesWebhooks?: boolean;
}

/** A replica with the defaults: it serves webhooks, applies what is stored and calls a handler. */
await contender<Input>(async ({ databaseUrl, recordCalls = false, appliesWebhooks = true }) => {
  if (recordCalls) calls = [];

  @Module({
    imports: [
      libraryDatabase(databaseUrl),
      IdenfyModule.forRoot({
        access: NoCallers,
        apiKey: 'key',
        apiSecret: 'secret',
        encryptionKeys: [ENCRYPTION_KEY],
        webhooks: { signingKeys: [SIGNING_KEY], worker: { enabled: appliesWebhooks } },
      }),
    ],
    controllers: [BenchController],
    providers: [Listener],
  })
  class ReplicaModule {}

  return serve(ReplicaModule, 'fastify');
});
