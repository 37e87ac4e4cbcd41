import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BootError } from '../boot/boot-error.js';
import { makeFolder } from './make-folder.js';

/** Keys that nobody had to choose; they live as long as the data they protect. */
export interface GeneratedKeys {
  readonly encryptionKey: string;
  readonly webhookSigningKey: string;
  readonly jwtSecret: string;
}

/** Reads the keys kept in the data folder, or makes them on the first start. Only this user can read the file. */
export async function generatedKeys(dataDir: string): Promise<GeneratedKeys> {
  const file = join(dataDir, 'keys.json');
  try {
    await makeFolder(dataDir);
    const kept = await readIfPresent(file);
    if (kept !== undefined) return parse(kept);
    const keys = generate();
    await writeFile(file, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
    return keys;
  } catch (cause) {
    throw new BootError(
      `the keys in ${file} cannot be used: make DATA_DIR writable, or delete it to begin anew`,
      {
        cause,
      },
    );
  }
}

function generate(): GeneratedKeys {
  return {
    encryptionKey: `local:${randomBytes(32).toString('base64')}`,
    webhookSigningKey: randomBytes(32).toString('hex'),
    jwtSecret: randomBytes(32).toString('base64url'),
  };
}

async function readIfPresent(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function parse(text: string): GeneratedKeys {
  const { encryptionKey, webhookSigningKey, jwtSecret } = JSON.parse(text) as Partial<GeneratedKeys>;
  if (!encryptionKey || !webhookSigningKey || !jwtSecret) throw new Error('a key is missing');
  return { encryptionKey, webhookSigningKey, jwtSecret };
}
