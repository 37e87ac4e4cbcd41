import 'reflect-metadata';
import { HttpModule, HttpService } from '@nestjs/axios';
import { Body, Controller, HttpCode, Module, Post, UploadedFiles, UseInterceptors } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FileFieldsInterceptor } from '@nestjs/platform-express';
import { firstValueFrom } from 'rxjs';
import { contender } from '../harness/contender.js';
import type { Target } from './target.js';

type Files = Partial<Record<string, { buffer: Buffer }[]>>;

let sinkUrl = '';

/** Typical hand-written code: multer in memory, `toString('base64')`, HttpService. */
@Controller('documents')
class DocumentsController {
  constructor(private readonly http: HttpService) {}

  @Post()
  @HttpCode(202)
  @UseInterceptors(FileFieldsInterceptor([{ name: 'FRONT' }, { name: 'BACK' }, { name: 'FACE' }]))
  async submit(@Body() fields: Record<string, string>, @UploadedFiles() files: Files): Promise<void> {
    const images = Object.fromEntries(
      Object.entries(files).map(([step, files]) => [step, files?.[0]?.buffer.toString('base64')]),
    );
    const body = { authToken: 'token-of-the-bench', ...fields, images };
    await firstValueFrom(this.http.post(sinkUrl, body, { maxBodyLength: Infinity }));
  }
}

@Module({ imports: [HttpModule], controllers: [DocumentsController] })
class RivalModule {}

await contender<Target>(async ({ sinkPort }) => {
  sinkUrl = `http://127.0.0.1:${sinkPort}/api/v2/process`;
  const app = await NestFactory.create(RivalModule, { logger: false });
  await app.listen(0, '127.0.0.1');
  return Number(new URL(await app.getUrl()).port);
});
