import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule } from './app.module.js';

const folderOf = (url: string) => dirname(fileURLToPath(url));

const app = await NestFactory.create<NestExpressApplication>(AppModule);
app.enableShutdownHooks();
app.useStaticAssets(fileURLToPath(new URL('../public', import.meta.url)));
app.useStaticAssets(folderOf(import.meta.resolve('@nestjs-idenfy/browser/idenfy-verification.js')), {
  index: false,
});
await app.listen(process.env['PORT'] ?? 3000);
