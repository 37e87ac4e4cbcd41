import { isCalendarDate } from '@nestjs-idenfy/contract';
import { Injectable } from '@nestjs/common';
import type { IdenfyVerification } from '../database/entities/verification.entity.js';
import { associatedData, FieldCipher } from '../privacy/field-cipher.js';
import { raised, settled } from './merge.js';
import { keepsData, VerificationOptions } from './verification.options.js';
import { isWritable } from './wire-reader.js';

/** What iDenfy reported of how long a document is valid. */
export type DocumentExpiry = Date | 'UNREADABLE' | null;

const ISO_DATE = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?=$|[T Z+]))?)?/;

/**
 * The end of the last day of a document, in UTC: null for null, an empty text and an absent field.
 *
 * A date may be followed by a time, which does not count. Of a date without day or month (`2031`, `2031-05`, `2031-05-00`) the
 * last day that it can mean counts. Other forms, such as `06/05/2030`, are ambiguous, and so `UNREADABLE`.
 */
export function readExpiry(reported: unknown): DocumentExpiry {
  if (reported === undefined || reported === null) return null;
  if (typeof reported !== 'string') return 'UNREADABLE';
  const text = reported.trim();
  if (text === '') return null;
  const [date = '', year = '', month = '00', day = '00'] = ISO_DATE.exec(text) ?? [];
  const isWhole = date.length === 'YYYY-MM-DD'.length;
  if (date === '' || (date !== text && !isWhole)) return 'UNREADABLE';
  const last = lastDay(Number(year), month, day);
  return isCalendarDate(last) ? new Date(`${last}T23:59:59.999Z`) : 'UNREADABLE';
}

function lastDay(year: number, month: string, day: string): string {
  const yyyy = String(year).padStart(4, '0');
  if (day !== '00') return `${yyyy}-${month}-${day}`;
  if (month === '00') return `${yyyy}-12-31`;
  const days = ['31', '30', '29', '28'].map((end) => `${yyyy}-${month}-${end}`);
  return days.find((end) => isCalendarDate(end)) ?? '';
}

/** How long an approval holds whose document expiry cannot be read, unless the host has a rule: time to look at it. */
const UNREADABLE_HOLDS_MS = 30 * 24 * 60 * 60 * 1_000;

/** What is read of the data of a document; the rest is only kept. */
interface SomeData {
  readonly docExpiry?: unknown;
}

/** Whether this status can make a person VERIFIED, by itself or with the host's decision. */
export function mayVerify({ status }: Pick<IdenfyVerification, 'status'>): boolean {
  return status === 'APPROVED' || status === 'SUSPECTED';
}

/**
 * Sets how long an approval holds, by the host's rule. A document expiry that is not reported again stays known, and so does
 * that it was unreadable.
 *
 * @param reported the expiry as iDenfy sent it
 */
export function keepUntil(
  row: IdenfyVerification,
  reported: unknown,
  settings: VerificationOptions,
  at: Date,
): void {
  const expiry = readExpiry(reported);
  if (expiry === 'UNREADABLE') row.attention = raised(row.attention, 'UNREADABLE_EXPIRY');
  else if (expiry !== null) row.attention = settled(row.attention, 'UNREADABLE_EXPIRY');
  const documentExpiry = isExpiryUnreadable(row) ? 'UNREADABLE' : (expiry ?? row.verifiedUntil);
  const { account, clientId, scanRef } = row;
  row.verifiedUntil = settings.verifiedUntil
    ? settings.verifiedUntil({ account, clientId, scanRef: scanRef ?? '', documentExpiry })
    : untilByDefault(row, documentExpiry, at);
}

function untilByDefault(row: IdenfyVerification, documentExpiry: DocumentExpiry, at: Date): Date | null {
  if (documentExpiry !== 'UNREADABLE') return documentExpiry;
  const holds = at.getTime() + UNREADABLE_HOLDS_MS;
  // reported once more, it must not hold for longer
  return new Date(Math.min(holds, row.verifiedUntil?.getTime() ?? holds));
}

function isExpiryUnreadable({ attention }: Pick<IdenfyVerification, 'attention'>): boolean {
  return attention.includes('UNREADABLE_EXPIRY');
}

/** Whether it is not known until when the document is valid. */
export function lacksExpiry(row: Pick<IdenfyVerification, 'verifiedUntil' | 'attention'>): boolean {
  return row.verifiedUntil === null || isExpiryUnreadable(row);
}

/** Takes over what iDenfy read from a document: how long the result holds, and a copy of the data where one is kept. */
@Injectable()
export class DocumentFacts {
  readonly #keepsData: boolean;

  constructor(
    private readonly cipher: FieldCipher,
    private readonly settings: VerificationOptions,
  ) {
    this.#keepsData = keepsData(settings);
  }

  /** Takes over the data of a result that has just been applied. */
  take(row: IdenfyVerification, data: SomeData | null, at: Date): void {
    if (mayVerify(row)) keepUntil(row, data?.docExpiry, this.settings, at);
    this.keep(row, data);
  }

  /** Adds only what is not known yet. */
  complete(row: IdenfyVerification, data: SomeData | null, at: Date): void {
    if (lacksExpiry(row)) this.take(row, data, at);
    else this.keep(row, data);
  }

  private keep(row: IdenfyVerification, data: SomeData | null): void {
    if (!this.#keepsData || data === null || !isWritable(data)) return;
    row.personalData = this.cipher.seal(JSON.stringify(data), associatedData.personalData(row.id));
  }
}
