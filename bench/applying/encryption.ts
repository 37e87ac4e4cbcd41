import { FieldCipher, KeyRing, parseEncryptionKeys } from 'nestjs-idenfy';

export const ENCRYPTION_KEY = `bench:${Buffer.alloc(32, 'bench').toString('base64')}`;

/** The library's own encryption for its rivals: none may win by a faster cipher. */
export const cipher = new FieldCipher(new KeyRing(parseEncryptionKeys([ENCRYPTION_KEY])));

/** The associated data of the bytes of a webhook. @param digest hex */
export function webhookAssociatedData(digest: string): string {
  return `webhook:default:${digest}`;
}
