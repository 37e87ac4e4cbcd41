import { isInstant, isJsonObject } from '@nestjs-idenfy/contract';
import type { HashKey } from '../privacy/hash-key.js';

/** What was erased, as it is kept apart from the database: it names no person. */
export interface ErasureReceipt {
  readonly erasureId: string;
  readonly account: string;
  /** Our own id of the verification. */
  readonly verificationId: string;
  readonly scanRef: string | null;
  /** Keyed hash of the person's id. */
  readonly clientId: string;
  /** When it was erased here, in ISO 8601. */
  readonly erasedAt: string;
  /** Keyed hash of the other fields. */
  readonly proof: string;
}

/** The proof under `hashKey`: a receipt erases without asking about retention, so no one else must be able to write one. */
export function proven(facts: Omit<ErasureReceipt, 'proof'>, hashKey: HashKey): ErasureReceipt {
  const { erasureId, account, verificationId, scanRef, clientId, erasedAt } = facts;
  const fields = [erasureId, account, verificationId, scanRef, clientId, erasedAt];
  return {
    erasureId,
    account,
    verificationId,
    scanRef,
    clientId,
    erasedAt,
    proof: hashKey.hash('receipt', JSON.stringify(fields)),
  };
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Reads one line of an export.
 * @returns `'malformed'` for what is no receipt, `'unproven'` for one that was written under another `hashKey` or changed since
 */
export function readReceipt(line: string, hashKey: HashKey): ErasureReceipt | 'malformed' | 'unproven' {
  const value = parsed(line);
  if (!isJsonObject(value)) return 'malformed';
  const { erasureId, account, verificationId, scanRef, clientId, erasedAt, proof } = value;
  if (!isUuid(erasureId) || !isUuid(verificationId) || !isInstant(erasedAt)) return 'malformed';
  if (typeof account !== 'string' || typeof clientId !== 'string') return 'malformed';
  if (scanRef !== null && typeof scanRef !== 'string') return 'malformed';
  const receipt = proven({ erasureId, account, verificationId, scanRef, clientId, erasedAt }, hashKey);
  return receipt.proof === proof ? receipt : 'unproven';
}

function isUuid(value: unknown): value is string {
  return typeof value === 'string' && UUID.test(value);
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined;
  }
}
