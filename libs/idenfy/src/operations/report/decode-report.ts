const MAGIC = '%PDF';

/**
 * The PDF in the answer of `/generate-pdf`. "Base64" is all iDenfy says of it (D:kyc/pdf-generation), so bare
 * text, a quoted JSON string and an object with one string are taken. Undefined if no PDF is in it.
 */
export function decodeReport(answer: string): Buffer | undefined {
  const pdf = Buffer.from(base64In(answer.trim()), 'base64');
  return pdf.subarray(0, MAGIC.length).toString('latin1') === MAGIC ? pdf : undefined;
}

function base64In(answer: string): string {
  if (!answer.startsWith('"') && !answer.startsWith('{')) {
    return answer;
  }
  const texts = stringsOf(answer);
  return texts.length === 1 && texts[0] !== undefined ? texts[0] : '';
}

function stringsOf(json: string): string[] {
  try {
    const parsed: unknown = JSON.parse(json);
    const values = typeof parsed === 'object' && parsed !== null ? Object.values(parsed) : [parsed];
    return values.filter((value) => typeof value === 'string');
  } catch {
    return [];
  }
}
