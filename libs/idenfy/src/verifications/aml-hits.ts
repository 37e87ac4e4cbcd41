import { isJsonObject } from '@nestjs-idenfy/contract';
import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { IdenfyVerification } from '../database/entities/verification.entity.js';
import { associatedData, FieldCipher } from '../privacy/field-cipher.js';
import { VerificationOptions } from './verification.options.js';
import { WireReader } from './wire-reader.js';

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
