import 'reflect-metadata';
import { HttpModule, HttpService } from '@nestjs/axios';
import { Body, Controller, HttpCode, Module, Post, ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Type } from 'class-transformer';
import { IsBase64, IsISO31661Alpha2, IsString, ValidateNested } from 'class-validator';
import { firstValueFrom } from 'rxjs';
import { contender } from '../harness/contender.js';
import type { Target } from './target.js';

let sinkUrl = '';

class Images {
  @IsBase64()
  FRONT!: string;

  @IsBase64()
  BACK!: string;

  @IsBase64()
  FACE!: string;
}

class DocumentsDto {
  @IsISO31661Alpha2()
  country!: string;

  @IsString()
  documentType!: string;

  @ValidateNested()
  @Type(() => Images)
  images!: Images;
}

/** Typical hand-written code: Express's JSON parser, a DTO with `@IsBase64()`, HttpService. */
@Controller('documents')
class DocumentsController {
  constructor(private readonly http: HttpService) {}

  @Post()
  @HttpCode(202)
  async submit(@Body() documents: DocumentsDto): Promise<void> {
    const body = { authToken: 'token-of-the-bench', ...documents };
    await firstValueFrom(this.http.post(sinkUrl, body, { maxBodyLength: Infinity }));
  }
}

@Module({ imports: [HttpModule], controllers: [DocumentsController] })
class RivalModule {}

await contender<Target>(async ({ sinkPort }) => {
  sinkUrl = `http://127.0.0.1:${sinkPort}/api/v2/process`;
  const app = await NestFactory.create<NestExpressApplication>(RivalModule, {
    logger: false,
    bodyParser: false,
  });
  app.useBodyParser('json', { limit: '25mb' });
  app.useGlobalPipes(new ValidationPipe({ transform: true, whitelist: true }));
  await app.listen(0, '127.0.0.1');
  return Number(new URL(await app.getUrl()).port);
});
