import 'reflect-metadata';
import { Injectable, Module } from '@nestjs/common';
import { IdenfyAccess, type IdenfyCaller, IdenfyModule, OnVerification } from 'nestjs-idenfy';
import { contender } from '../harness/contender.js';
import { type Adapter, libraryDatabase, serve } from '../harness/library-host.js';
import { SIGNING_KEY } from '../intake/signed-request.js';

@Injectable()
class EverybodyIsStaff extends IdenfyAccess {
  identify(): IdenfyCaller {
    return { staff: true, id: 'bench' };
  }
}

@Injectable()
class Accounts {
  @OnVerification('*')
  changed(): void {}
}

interface Input {
  readonly sinkPort: number;
  readonly databaseUrl: string;
  readonly adapter: Adapter;
}

/** The module with its defaults, everything on. */
await contender<Input>(async ({ sinkPort, databaseUrl, adapter }) => {
  const sinkUrl = `http://127.0.0.1:${sinkPort}`;

  @Module({
    imports: [
      libraryDatabase(databaseUrl),
      IdenfyModule.forRoot({
        access: EverybodyIsStaff,
        apiKey: 'key',
        apiSecret: 'secret',
        baseUrl: sinkUrl,
        uiUrl: sinkUrl,
        webhooks: { signingKeys: [SIGNING_KEY] },
      }),
    ],
    providers: [Accounts],
  })
  class SmallModule {}

  return serve(SmallModule, adapter);
});
