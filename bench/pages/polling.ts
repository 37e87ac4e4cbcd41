import 'reflect-metadata';
import { createHmac, timingSafeEqual } from 'node:crypto';
import {
  Body,
  Controller,
  Headers,
  HttpCode,
  type MessageEvent,
  Module,
  Param,
  Post,
  type RawBodyRequest,
  Req,
  Sse,
  UnauthorizedException,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { InjectRepository, TypeOrmModule } from '@nestjs/typeorm';
import type { Request } from 'express';
import { distinctUntilChanged, exhaustMap, map, type Observable, timer } from 'rxjs';
import { Column, DataSource, Entity, PrimaryColumn, Repository, UpdateDateColumn } from 'typeorm';
import { contender } from '../harness/contender.js';
import { type PagesInput, SIGNING_KEY } from './input.js';

const POLL_MS = 1_000;

@Entity('polled_verification')
class Verification {
  @PrimaryColumn('text')
  scanRef!: string;

  @Column('text')
  clientId!: string;

  @Column('text')
  status!: string;

  @UpdateDateColumn({ type: 'timestamptz' })
  updatedAt!: Date;
}

/** Typical hand-written code: `@Sse()`, and a poll of the row in each stream; a webhook updates the row. */
@Controller('idenfy')
class PollingController {
  constructor(@InjectRepository(Verification) private readonly verifications: Repository<Verification>) {}

  @Sse('verifications/:scanRef/events')
  events(@Param('scanRef') scanRef: string, @Headers('x-caller') caller: string): Observable<MessageEvent> {
    const where = caller.startsWith('staff:') ? { scanRef } : { scanRef, clientId: caller };
    return timer(0, POLL_MS).pipe(
      // with switchMap, a poll that takes longer than a second would never end
      exhaustMap(() => this.verifications.findOneByOrFail(where)),
      map((verification) => JSON.stringify(verification)),
      distinctUntilChanged(),
      map((data) => ({ data })),
    );
  }

  @Post('webhooks')
  @HttpCode(200)
  async webhook(
    @Req() { rawBody }: RawBodyRequest<Request>,
    @Headers('idenfy-signature') signature: string,
    @Body() { scanRef, status }: { scanRef: string; status: { overall: string } },
  ): Promise<void> {
    const expected = createHmac('sha256', SIGNING_KEY)
      .update(rawBody ?? '')
      .digest();
    const given = Buffer.from(signature, 'hex');
    if (given.length !== expected.length || !timingSafeEqual(given, expected))
      throw new UnauthorizedException();
    await this.verifications.update({ scanRef }, { status: status.overall });
  }
}

await contender<PagesInput>(async ({ databaseUrl, verifications }) => {
  @Module({
    imports: [
      TypeOrmModule.forRoot({
        type: 'postgres',
        url: databaseUrl,
        entities: [Verification],
        synchronize: true,
        installExtensions: false,
      }),
      TypeOrmModule.forFeature([Verification]),
    ],
    controllers: [PollingController],
  })
  class PollingModule {}

  const app = await NestFactory.create(PollingModule, { logger: ['error', 'warn'], rawBody: true });
  await app.get(DataSource).query(
    `insert into polled_verification ("scanRef", "clientId", status)
     select 'scan-' || n, 'person-' || n, 'ACTIVE' from generate_series(0, $1::int - 1) n`,
    [verifications],
  );
  await app.listen(0, '127.0.0.1');
  return Number(new URL(await app.getUrl()).port);
});
