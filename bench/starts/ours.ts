import 'reflect-metadata';
import { Injectable, Module } from '@nestjs/common';
import { IdenfyAccess, type IdenfyCaller, type IdenfyHttpRequest, IdenfyModule } from 'nestjs-idenfy';
import { contender } from '../harness/contender.js';
import { type Adapter, libraryDatabase, serve } from '../harness/library-host.js';
import type { StartsInput } from './input.js';

@Injectable()
class HeaderAccess extends IdenfyAccess {
  identify({ headers }: IdenfyHttpRequest): IdenfyCaller | null {
    const clientId = headers['x-caller'];
    return typeof clientId === 'string' ? { clientId } : null;
  }
}

await contender<StartsInput & { adapter: Adapter }>(async ({ databaseUrl, simulatorUrl, adapter }) => {
  @Module({
    imports: [
      libraryDatabase(databaseUrl),
      IdenfyModule.forRoot({
        access: HeaderAccess,
        apiKey: 'simulator-key',
        apiSecret: 'simulator-secret',
        baseUrl: simulatorUrl,
        uiUrl: simulatorUrl,
        webhooks: { signingKeys: ['a-signing-key-of-this-bench'] },
        http: { requestsPerHour: 1_000_000_000 },
      }),
    ],
  })
  class OursModule {}

  return serve(OursModule, adapter);
});
