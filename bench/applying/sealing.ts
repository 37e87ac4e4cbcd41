import { FieldCipher, KeyRing, parseEncryptionKeys } from 'nestjs-idenfy';

export const ENCRYPTION_KEY = `bench:${Buffer.alloc(32, 'bench').toString('base64')}`;

/** The library's own encryption, for those who are not the library: nobody is to win by a faster cipher. */
export const cipher = new FieldCipher(new KeyRing(parseEncryptionKeys([ENCRYPTION_KEY])));

/** What the library binds the bytes of a callback to. @param digest hex */
export function placeOfCallback(digest: string): string {
  return `webhook:default:${digest}`;
}
