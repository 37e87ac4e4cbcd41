import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';

/** OpenAPI at /docs and /docs-json. Written when first asked for, so that the start does not wait for it. */
export function serveDocs(app: INestApplication): void {
  const config = new DocumentBuilder()
    .setTitle('KYC onboarding')
    .setDescription('A reference service around nestjs-idenfy: onboards people through iDenfy.')
    .setVersion('0.1.0')
    .addBearerAuth()
    .build();
  SwaggerModule.setup('docs', app, () => SwaggerModule.createDocument(app, config), {
    jsonDocumentUrl: 'docs-json',
    raw: ['json'],
  });
}
