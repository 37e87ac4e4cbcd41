import 'reflect-metadata';
import { Injectable, Module } from '@nestjs/common';
import { IdenfyAccess, IdenfyModule } from 'nestjs-idenfy';
import { contender } from '../harness/contender.js';
import { type Adapter, libraryDatabase, serve } from '../harness/library-host.js';
import { SIGNING_KEY } from './signed-request.js';

@Injectable()
class Nobody extends IdenfyAccess {
  identify(): null {
    return null;
  }
}

/** As any host imports it. Only taking in is measured, so another process would apply. */
await contender<{ databaseUrl: string; adapter: Adapter }>(async ({ databaseUrl, adapter }) => {
  @Module({
    imports: [
      libraryDatabase(databaseUrl, { poolSize: 20 }),
      IdenfyModule.forRoot({
        access: Nobody,
        apiKey: 'key',
        apiSecret: 'secret',
        webhooks: { signingKeys: [SIGNING_KEY], worker: { enabled: false } },
      }),
    ],
  })
  class OursModule {}

  return serve(OursModule, adapter);
});
