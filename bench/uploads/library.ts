import 'reflect-metadata';
import { Injectable, Module } from '@nestjs/common';
import { IdenfyAccess, type IdenfyCaller, IdenfyModule } from 'nestjs-idenfy';
import { contender } from '../harness/contender.js';
import { type Adapter, libraryDatabase, serve } from '../harness/library-host.js';
import type { Target } from './target.js';

@Injectable()
class EverybodyIsStaff extends IdenfyAccess {
  identify(): IdenfyCaller {
    return { staff: true, id: 'bench' };
  }
}

type Input = Target & { adapter: Adapter; databaseUrl: string };

/** The complete `IdenfyModule`: access, the transactions before and after, every check. */
await contender<Input>(async ({ sinkPort, adapter, databaseUrl }) => {
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
        webhooks: { signingKeys: ['a-signing-key-of-this-bench'] },
      }),
    ],
  })
  class LibraryModule {}

  return serve(LibraryModule, adapter);
});
