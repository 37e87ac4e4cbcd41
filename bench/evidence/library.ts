import 'reflect-metadata';
import { Controller, Injectable, Module, Post } from '@nestjs/common';
import {
  EvidenceCollector,
  IdenfyAccess,
  type IdenfyCaller,
  IdenfyModule,
  IdenfyWorkers,
} from 'nestjs-idenfy';
import { contender } from '../harness/contender.js';
import { type Adapter, libraryDatabase, serve } from '../harness/library-host.js';
import { SIGNING_KEY } from '../intake/signed-request.js';

@Injectable()
class EverybodyIsStaff extends IdenfyAccess {
  identify(): IdenfyCaller {
    return { staff: true, id: 'bench' };
  }
}

@Controller()
class Collecting {
  constructor(
    private readonly workers: IdenfyWorkers,
    private readonly collector: EvidenceCollector,
  ) {}

  /** Applies the webhooks that are stored, and collects the evidence of their verdicts. */
  @Post('collect')
  async collect(): Promise<void> {
    await this.workers.drain();
    await this.collector.run();
  }
}

/** The complete `IdenfyModule`; what it collects is encrypted and in PostgreSQL. */
await contender<{ databaseUrl: string; idenfyPort: number; adapter: Adapter }>(
  async ({ databaseUrl, idenfyPort, adapter }) => {
    const idenfyUrl = `http://127.0.0.1:${idenfyPort}`;

    @Module({
      imports: [
        libraryDatabase(databaseUrl),
        IdenfyModule.forRoot({
          access: EverybodyIsStaff,
          apiKey: 'key',
          apiSecret: 'secret',
          baseUrl: idenfyUrl,
          uiUrl: idenfyUrl,
          keep: 'evidence',
          webhooks: { signingKeys: [SIGNING_KEY], worker: { enabled: false } },
          reconciliation: { enabled: false },
        }),
      ],
      controllers: [Collecting],
    })
    class LibraryModule {}

    return serve(LibraryModule, adapter);
  },
);
