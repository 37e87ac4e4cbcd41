import 'reflect-metadata';
import { type INestApplication, Injectable, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { TerminusModule } from '@nestjs/terminus';
import {
  IdenfyAccess,
  type IdenfyCaller,
  type IdenfyHttpRequest,
  IdenfyModule,
  OnIdenfyWebhook,
  OnRenewalDue,
  OnVerification,
} from 'nestjs-idenfy';
import { IdenfyHealthIndicator } from 'nestjs-idenfy/health';
import { ENCRYPTION_KEY } from '../applying/encryption.js';
import { libraryDatabase } from '../harness/library-host.js';
import { SIGNING_KEY } from '../intake/signed-request.js';

/** `x-caller: person-1` is that person, `x-caller: staff:mary` is mary of the staff. */
@Injectable()
class HeaderAccess extends IdenfyAccess {
  identify({ headers }: IdenfyHttpRequest): IdenfyCaller | null {
    const caller = headers['x-caller'];
    if (typeof caller !== 'string') return null;
    return caller.startsWith('staff:') ? { staff: true, id: caller.slice(6) } : { clientId: caller };
  }
}

@Injectable()
class Accounts {
  @OnVerification('*')
  changed(): void {}

  @OnIdenfyWebhook('*')
  received(): void {}

  @OnRenewalDue()
  renew(): void {}

  @OnRenewalDue({ daysBefore: 7 })
  remind(): void {}
}

/** The library as a host runs it, on this database; the migrations run as it starts. */
export async function startHost(databaseUrl: string, simulatorUrl: string): Promise<INestApplication> {
  @Module({
    imports: [
      libraryDatabase(databaseUrl),
      IdenfyModule.forRoot({
        access: HeaderAccess,
        isGlobal: true,
        apiKey: 'simulator-key',
        apiSecret: 'simulator-secret',
        baseUrl: simulatorUrl,
        uiUrl: simulatorUrl,
        encryptionKeys: [ENCRYPTION_KEY],
        webhooks: { signingKeys: [SIGNING_KEY] },
        retention: { deleteAfterDays: 365 },
        http: { requestsPerHour: 1_000_000_000 },
      }),
      TerminusModule,
    ],
    providers: [Accounts, IdenfyHealthIndicator],
  })
  class ScaleModule {}

  const app = await NestFactory.create(ScaleModule, new ExpressAdapter(), { logger: ['error'] });
  await app.listen(0, '127.0.0.1');
  return app;
}
