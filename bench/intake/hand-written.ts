import 'reflect-metadata';
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import {
  Body,
  Controller,
  Headers,
  HttpCode,
  Module,
  Post,
  type RawBodyRequest,
  Req,
  UnauthorizedException,
  ValidationPipe,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { InjectRepository, TypeOrmModule } from '@nestjs/typeorm';
import { IsBoolean, IsObject, IsString } from 'class-validator';
import type { Request } from 'express';
import { Column, Entity, PrimaryColumn, Repository } from 'typeorm';
import { contender } from '../harness/contender.js';
import { SIGNING_KEY } from './signed-request.js';

/** Typical hand-written code: Nest on Express, a DTO, the raw body for the signature, TypeORM's `save`. */
@Entity('hand_written_webhook')
class Webhook {
  @PrimaryColumn('text')
  digest!: string;

  @Column('jsonb')
  body!: object;

  @Column('text', { nullable: true })
  eventType!: string | null;
}

class WebhookDto {
  @IsString()
  scanRef!: string;

  @IsString()
  clientId!: string;

  @IsBoolean()
  final!: boolean;

  @IsObject()
  status!: object;
}

@Controller('idenfy/webhooks')
class WebhooksController {
  constructor(@InjectRepository(Webhook) private readonly webhooks: Repository<Webhook>) {}

  @Post()
  @HttpCode(200)
  async receive(
    @Req() { rawBody }: RawBodyRequest<Request>,
    @Headers('idenfy-signature') signature: string,
    @Headers('idenfy-event-type') eventType: string,
    @Body() body: WebhookDto,
  ): Promise<void> {
    if (!rawBody || !isSigned(rawBody, signature)) throw new UnauthorizedException();
    const digest = createHash('sha256').update(rawBody).digest('hex');
    await this.webhooks.save({ digest, body, eventType });
  }
}

function isSigned(body: Buffer, signature: string): boolean {
  const given = Buffer.from(signature, 'hex');
  const expected = createHmac('sha256', SIGNING_KEY).update(body).digest();
  return given.length === expected.length && timingSafeEqual(given, expected);
}

await contender<{ databaseUrl: string }>(async ({ databaseUrl }) => {
  @Module({
    imports: [
      TypeOrmModule.forRoot({
        type: 'postgres',
        url: databaseUrl,
        entities: [Webhook],
        synchronize: true,
        poolSize: 20,
      }),
      TypeOrmModule.forFeature([Webhook]),
    ],
    controllers: [WebhooksController],
  })
  class HandWrittenModule {}

  const app = await NestFactory.create(HandWrittenModule, { rawBody: true, logger: ['error', 'warn'] });
  app.useGlobalPipes(new ValidationPipe());
  await app.listen(0, '127.0.0.1');
  return Number(new URL(await app.getUrl()).port);
});
