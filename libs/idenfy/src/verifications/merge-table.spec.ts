import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { anExpiry, aStatusResponse, aWebhook } from '../testing/builders.js';
import { reportOfLookup } from './lookups.js';
import { type KnownVerdict, merge, type StatusReport } from './merge.js';
import { readWebhook, reportOfWebhook, type SignedResult } from './read-webhook.js';

const nothingKnown: KnownVerdict = {
  status: 'ACTIVE',
  final: false,
  rank: 0,
  fraudTags: [],
  mismatchTags: [],
  autoDocument: null,
  autoFace: null,
  manualDocument: null,
  manualFace: null,
  resubmittedAt: null,
  decision: null,
  attention: [],
};

const CAUTION = ['DENIED', 'SUSPECTED', 'APPROVED', 'CANCELLED', 'EXPIRED', 'DELETED', 'ARCHIVED'];

const [EARLY, THEN, LATE] = [1_000, 2_000, 3_000];

type ReportAt = (finishTime: number, receivedAt?: number) => StatusReport;

/** The reports that the heads of the table name; several of one kind where they differ. */
const REPORTS: Readonly<Record<string, readonly ReportAt[]>> = {
  'nothing, `ACTIVE`': [],
  '`REVIEWING`': [webhook(aWebhook({ overall: 'REVIEWING', final: false }))],
  provisional: verdicts({ final: false }),
  'automatic final': [
    ...verdicts({}),
    webhook(aWebhook({ status: { manualFace: 'FACE_NOT_ANALYSED', manualDocument: 'DOC_NOT_ANALYSED' } })),
    webhook(aWebhook({ status: { manualFace: 'FACE_NOT_CHECKED', manualDocument: '' } })),
  ],
  'manual final': [
    ...verdicts({ manual: true }),
    webhook(aWebhook({ overall: 'DENIED', status: { manualFace: 'FACE_MISMATCH' } })),
    webhook(aWebhook({ overall: 'DENIED', status: { manualDocument: 'DOC_NOT_FOUND', manualFace: '' } })),
    webhook(aWebhook({ status: { manualDocument: 'DOC_VALIDATED', manualFace: 'FACE_NOT_CHECKED' } })),
  ],
  '`EXPIRED`, `CANCELLED`': [webhook(anExpiry()), webhook(anExpiry(), 'IDENTIFICATION_CANCELLED')],
  'looked up: `REVIEWING`': [lookup('REVIEWING')],
  'looked up: a verdict': ['APPROVED', 'SUSPECTED', 'DENIED'].map(lookup),
  'looked up: an end': ['EXPIRED', 'DELETED', 'ARCHIVED'].map(lookup),
};

/** What each cell of the table means. `known` is null where no report came before. */
const MEANINGS: Readonly<Record<string, (known: ReportAt | null, comes: ReportAt) => void>> = {
  'taken over': (known, comes) => {
    for (const time of [EARLY, THEN, LATE]) {
      const [before, report] = [known ? [known(THEN)] : [], comes(time)];
      const ends = report.level === 'final' || report.level === 'ended';
      expect(merge(after(...before), report)).toMatchObject({
        effect: 'applied',
        next: { status: report.status, final: ends, attention: [] },
      });
      expect(after(report, ...before)).toEqual(after(...before, report));
    }
  },
  superseded: (known, comes) => changesNothing('superseded', known, comes),
  noted: (known, comes) => changesNothing('noted', known, comes),
  'by time': (known, comes) => {
    const report = required(known);
    expect(merge(after(report(THEN)), comes(EARLY)).effect).toBe('superseded');
    expect(merge(after(report(THEN)), comes(LATE))).toMatchObject({
      effect: 'applied',
      next: { status: comes(LATE).status, attention: [] },
    });
    for (const time of [EARLY, THEN, LATE]) {
      expect(after(comes(time), report(THEN))).toEqual(after(report(THEN), comes(time)));
    }
    atTheSameTime(report(THEN), comes(THEN));
  },
  disputed: (known, comes) => {
    const lookedUp = required(known)(THEN);
    const before = merge(after(lookedUp), comes(LATE, EARLY));
    expect(before).toMatchObject({ effect: 'superseded', lookup: false, next: after(lookedUp) });
    const later = merge(after(lookedUp), comes(EARLY, LATE));
    const agrees = lookedUp.status === comes(EARLY).status;
    expect(later).toMatchObject(agrees ? { effect: 'superseded' } : { effect: 'conflict', lookup: true });
    expect(later.next.status).toBe(moreCautious(lookedUp.status, comes(EARLY).status));
  },
};

const { known, cells } = tableOf(
  readFileSync(new URL('../../../../docs/merge-rule.md', import.meta.url), 'utf8'),
);

describe('the table of the merge rule in docs/merge-rule.md', () => {
  it('has a row and a column for each kind of report', () => {
    expect(known).toEqual(Object.keys(REPORTS));
    expect(cells).toHaveLength(known.length * (known.length - 1));
  });

  it.each(cells)('holds where $known is known and $comes comes: $promise', (cell) => {
    const meaning = MEANINGS[cell.promise];
    const [before, after] = [REPORTS[cell.known] ?? [], REPORTS[cell.comes] ?? []];

    expect(meaning).toBeDefined();
    expect(after.length).toBeGreaterThan(0);
    for (const comes of after) {
      for (const report of before.length > 0 ? before : [null]) meaning?.(report, comes);
    }
  });
});

function tableOf(page: string) {
  const rows = page
    .slice(page.indexOf('| known \\ comes |'))
    .split('\n\n')[0]
    ?.split('\n')
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  const [[, ...columns] = [], , ...body] = rows ?? [];
  return {
    known: body.map(([head = '']) => head),
    cells: body.flatMap(([head = '', ...promises]) =>
      promises.map((promise, column) => ({ known: head, comes: columns[column] ?? '', promise })),
    ),
  };
}

function after(...reports: StatusReport[]): KnownVerdict {
  return reports.reduce((state, report) => merge(state, report).next, nothingKnown);
}

function required(known: ReportAt | null): ReportAt {
  if (!known) throw new Error('there is nothing to compare with');
  return known;
}

function changesNothing(effect: 'superseded' | 'noted', known: ReportAt | null, comes: ReportAt): void {
  const report = required(known)(THEN);
  for (const time of [EARLY, THEN, LATE]) {
    expect(merge(after(report), comes(time, LATE))).toMatchObject({
      effect,
      lookup: false,
      next: after(report),
    });
    expect(after(comes(time), report)).toEqual(after(report));
  }
}

function atTheSameTime(report: StatusReport, other: StatusReport): void {
  const merged = merge(after(report), other);
  expect(after(other, report)).toEqual(merged.next);
  expect(merged.next.status).toBe(moreCautious(report.status, other.status));
  if (report.status === other.status) expect(merged.effect).toBe('confirmed');
  else if (report.level === 'ended') expect(merged).toMatchObject({ lookup: false, next: { attention: [] } });
  else {
    expect(merged).toMatchObject({ effect: 'conflict', lookup: true, next: { attention: ['CONFLICT'] } });
  }
}

function moreCautious(one: string, other: string): string {
  return CAUTION.find((status) => [one, other].includes(status)) ?? one;
}

function verdicts(traits: { final?: boolean; manual?: boolean }): ReportAt[] {
  return ['APPROVED', 'SUSPECTED', 'DENIED'].map((overall) => webhook(aWebhook({ ...traits, overall })));
}

function webhook(payload: ReturnType<typeof aWebhook>, eventType: string | null = null): ReportAt {
  return (finishTime, receivedAt = 0) =>
    reportOfWebhook(signedResult({ ...payload, finishTime }), {
      eventType,
      receivedAt: new Date(receivedAt * 1_000),
      lateDuplicate: false,
    });
}

function signedResult(payload: object): SignedResult {
  const read = readWebhook(Buffer.from(JSON.stringify(payload)), null);
  if (read.kind !== 'verification' || read.signed.about !== 'result') throw new Error('no result');
  return read.signed;
}

function lookup(status: string): ReportAt {
  return (askedAt) => reportOfLookup(aStatusResponse({ status }), new Date(askedAt * 1_000));
}
