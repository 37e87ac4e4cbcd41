import { paddingOf } from './padding.js';

const OBJECTS = [
  '<< /Type /Catalog /Pages 2 0 R >>',
  '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
  '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 72 72] >>',
];

/** A document whose first comment has so many characters. */
function pdfWith(padding: number): string {
  let text = `%PDF-1.4\n%${'x'.repeat(padding)}\n`;
  const offsets = OBJECTS.map((object, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = OBJECTS.length + 1;
  // the offset has a fixed width, or the length of the file would depend on it
  const start = String(text.length).padStart(10, '0');
  return (
    `${text}xref\n0 ${size}\n0000000000 65535 f \n${entries}` +
    `trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`
  );
}

const SMALLEST = pdfWith(0).length;

/**
 * A valid PDF of one empty page, filled up with a comment to exactly so many bytes.
 * @throws RangeError below 336 bytes
 */
export function samplePdf(bytes: number = SMALLEST): Buffer {
  return Buffer.from(pdfWith(paddingOf(bytes, SMALLEST)), 'latin1');
}
