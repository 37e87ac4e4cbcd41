import { OPERATIONS, PDF_LANGUAGES } from '@nestjs-idenfy/contract';
import { badValue, textAnswer } from '../http/answer.js';
import type { JsonObject } from '../http/body.js';
import type { Route } from '../http/router.js';
import type { Session } from '../sessions/session.js';
import type { SimulatorContext } from '../simulator-context.js';
import { apiRoute, readScanRefRequest } from './api-route.js';

/** POST /api/v2/generate-pdf: the report in Base64, as plain text. Public clients call it with a trailing slash too. */
export function generatePdfRoutes(context: SimulatorContext): readonly Route[] {
  const { method, path } = OPERATIONS.generatePdf;
  return [path, `${path}/`].map((either) =>
    apiRoute(context, { method, path: either }, (exchange) => {
      const { body, session } = readScanRefRequest(context, exchange);
      checkFields(body);
      return textAnswer(200, reportOf(session).toString('base64'));
    }),
  );
}

function checkFields(body: JsonObject): void {
  const languages: readonly unknown[] = PDF_LANGUAGES;
  if (body['language'] !== undefined && !languages.includes(body['language'])) {
    throw badValue(`Field 'language' must be one of: ${languages.join(', ')}.`);
  }
  for (const field of ['includeMainStepFiles', 'includeAdditionalStepFiles']) {
    const value = body[field];
    if (value !== undefined && typeof value !== 'boolean') {
      throw badValue(`Field '${field}' must be a boolean.`);
    }
  }
}

function reportOf({ scanRef, clientId, status, data, results }: Session): Buffer {
  const read = Object.entries(data ?? {}).filter(([, value]) => typeof value === 'string');
  return reportPdf('Verification report (simulated)', [
    `scanRef: ${scanRef}`,
    `clientId: ${clientId}`,
    `status: ${status}`,
    `tags: ${[...(results?.fraudTags ?? []), ...(results?.mismatchTags ?? [])].join(', ') || 'none'}`,
    '',
    ...read.map(([field, value]) => `${field}: ${String(value)}`),
  ]);
}

/** A one-page PDF with a headline and lines of text. Letters beyond Latin-1 become question marks. */
function reportPdf(headline: string, lines: readonly string[]): Buffer {
  const text = [
    'BT /F1 16 Tf 56 780 Td',
    `(${escaped(headline)}) Tj`,
    '/F1 10 Tf 0 -28 Td 14 TL',
    ...lines.map((line) => `(${escaped(line)}) Tj T*`),
    'ET',
  ].join('\n');
  return assemble([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R ` +
      '/Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
  ]);
}

function assemble(objects: readonly string[]): Buffer {
  let file = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  const end = `trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
  return Buffer.from(`${file}xref\n0 ${size}\n0000000000 65535 f \n${table}${end}`, 'latin1');
}

function escaped(text: string): string {
  return text.replace(/[^\x20-\x7e\xa0-\xff]/g, '?').replace(/[\\()]/g, '\\$&');
}
