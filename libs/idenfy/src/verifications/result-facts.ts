import { isCalendarDate, isJsonObject } from '@nestjs-idenfy/contract';
import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { IdenfyVerification } from '../database/entities/verification.entity.js';
import { associatedData, FieldCipher } from '../privacy/field-cipher.js';
import { raised, settled } from './merge.js';
import { keepsData, VerificationOptions } from './verification.options.js';
import { isWritable, WireReader } from './wire-reader.js';

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

/**
 * One hit of an anti-money-laundering check, without what describes the person on the list: names, dates of birth and
 * articles are in iDenfy's report.
 */
export interface KeptAmlHit {
  /** The service that found it, such as `AML_NAMES_CHECK`; `AML_CHECK` for the newer check. */
  readonly service: string | null;
  /** iDenfy's kind of hit, such as `SANCTION` or `PEPS`; the datasets of the newer check, joined by commas. */
  readonly kind: string | null;
  /** Name of the list. */
  readonly list: string | null;
  readonly category: string | null;
  /** How alike the hit and the person are; the scale depends on the service. */
  readonly score: number | null;
  /** Level of a politically exposed person, as the service reports it. */
  readonly pepLevel: string | null;
  /** Whether the entry is in force; null where the service does not tell. */
  readonly active: boolean | null;
  /** Whether it was cleared at iDenfy before. */
  readonly cleared: boolean | null;
  /** When the list was searched, as iDenfy wrote it. */
  readonly checkedAt: string | null;
}

/** Hits that are kept of one result at most. */
const MOST_HITS = 100;

/** The hits of a signed result; null where it has no such section. */
export function amlHitsIn(payload: Readonly<Record<string, unknown>>): readonly KeptAmlHit[] | null {
  const { AML: services, amlCheck } = payload;
  if (!Array.isArray(services) && !isJsonObject(amlCheck)) return null;
  const listings = objectsIn(services).flatMap((service) => {
    const name = new WireReader(service).text('serviceName');
    return objectsIn(service['data']).map((hit) => listed(name, hit));
  });
  const check = isJsonObject(amlCheck) ? amlCheck : {};
  const matches = objectsIn(check['amlCheck']).map((match) => matched(match));
  const articles = objectsIn(check['adverseMedia']).map((article) => published(article));
  return [...listings, ...matches, ...articles].slice(0, MOST_HITS);
}

function objectsIn(list: unknown): Record<string, unknown>[] {
  return Array.isArray(list) ? list.filter((item: unknown) => isJsonObject(item)) : [];
}

/** A person on a list, or an article about them, which has no kind of its own. */
function listed(service: string | null, hit: Record<string, unknown>): KeptAmlHit {
  const reader = new WireReader(hit);
  return {
    service,
    kind: reader.text('suspicion') ?? ('publishDate' in hit ? 'ADVERSE_MEDIA' : null),
    list: reader.text('listName'),
    category: reader.text('category'),
    score: numberIn(hit['score']),
    pepLevel: textOfNumber(hit['pepLevel']),
    active: reader.flag('isActive'),
    cleared: reader.flag('whitelisted'),
    checkedAt: reader.text('checkDate'),
  };
}

function matched(match: Record<string, unknown>): KeptAmlHit {
  const reader = new WireReader(match);
  return {
    ...NOTHING_KNOWN,
    kind: reader.texts('datasets').join(',') || null,
    score: numberIn(match['score']),
    pepLevel: reader.text('pepTier'),
  };
}

function published(article: Record<string, unknown>): KeptAmlHit {
  return { ...NOTHING_KNOWN, kind: 'ADVERSE_MEDIA', score: numberIn(article['score']) };
}

const NOTHING_KNOWN: KeptAmlHit = {
  service: 'AML_CHECK',
  kind: null,
  list: null,
  category: null,
  score: null,
  pepLevel: null,
  active: null,
  cleared: null,
  checkedAt: null,
};

/** Scores of articles are texts. */
function numberIn(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

function textOfNumber(value: unknown): string | null {
  const number = numberIn(value);
  return number === null ? null : String(number);
}

/** Keeps the hits of the last result that had any section about them, sealed, unless nothing is kept. */
@Injectable()
export class KeptAmlHits {
  constructor(
    private readonly database: Database,
    private readonly cipher: FieldCipher,
    private readonly options: VerificationOptions,
  ) {}

  /** Takes over the hits of a result that has just been applied. */
  take(row: IdenfyVerification, hits: readonly KeptAmlHit[] | null): void {
    if (hits === null || this.options.keep === 'nothing') return;
    row.amlHits = this.cipher.seal(JSON.stringify(hits), associatedData.amlHits(row.id));
  }

  /** The hits; null where no result had a section about them, and once they were erased. */
  async of({ id }: Pick<IdenfyVerification, 'id'>): Promise<readonly KeptAmlHit[] | null> {
    const row = await this.database.run((manager) =>
      manager
        .createQueryBuilder(IdenfyVerification, 'v')
        .select(['v.id', 'v.amlHits'])
        .where('v.id = :id', { id })
        .getOneOrFail(),
    );
    if (row.amlHits === null) return null;
    return JSON.parse(this.cipher.open(row.amlHits, associatedData.amlHits(id)).toString()) as KeptAmlHit[];
  }
}
