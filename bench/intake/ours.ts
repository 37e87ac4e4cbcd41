import 'reflect-metadata';
import { Injectable, Module } from '@nestjs/common';
import { IdenfyAccess, IdenfyModule } from 'nestjs-idenfy';
import { contender } from '../harness/contender.js';
import { type Adapter, libraryDatabase, serve } from '../harness/library-host.js';
import { SIGNING_KEY } from './signed-request.js';

@Injectable()
class NoCallers extends IdenfyAccess {
  identify(): null {
    return null;
  }
}

/** Imported as any host does. Only the intake is measured, so nothing is applied. */
await contender<{ databaseUrl: string; adapter: Adapter }>(async ({ databaseUrl, adapter }) => {
  @Module({
    imports: [
      libraryDatabase(databaseUrl, { poolSize: 20 }),
      IdenfyModule.forRoot({
        access: NoCallers,
        apiKey: 'key',
        apiSecret: 'secret',
        webhooks: { signingKeys: [SIGNING_KEY], worker: { enabled: false } },
      }),
    ],
  })
  class OursModule {}

  return serve(OursModule, adapter);
});
