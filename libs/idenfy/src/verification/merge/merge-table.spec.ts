import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { anExpiry } from '../../testing/an-expiry.js';
import { aStatusResponse } from '../../testing/a-status-response.js';
import { aWebhook } from '../../testing/a-webhook.js';
import { type Finding, findingOfCallback, findingOfLookup } from './finding.js';
import { type KnownVerdict, merge } from './merge.js';

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
  attention: null,
};

const CAUTION = ['DENIED', 'SUSPECTED', 'APPROVED', 'CANCELLED', 'EXPIRED', 'DELETED', 'ARCHIVED'];

const [EARLY, THEN, LATE] = [1_000, 2_000, 3_000];

type Word = (finishTime: number, receivedAt?: number) => Finding;

/** The words that stand in the heads of the table; several of one kind where they must be told apart. */
const WORDS: Readonly<Record<string, readonly Word[]>> = {
  'nothing, `ACTIVE`': [],
  '`REVIEWING`': [callback(aWebhook({ overall: 'REVIEWING', final: false }))],
  provisional: verdicts({ final: false }),
  'automatic final': verdicts({}),
  'manual final': [
    ...verdicts({ manual: true }),
    callback(aWebhook({ overall: 'DENIED', status: { manualFace: 'FACE_MISMATCH' } })),
    callback(aWebhook({ overall: 'DENIED', status: { manualDocument: 'DOC_NOT_FOUND', manualFace: '' } })),
  ],
  '`EXPIRED`, `CANCELLED`': [callback(anExpiry()), callback(anExpiry(), 'IDENTIFICATION_CANCELLED')],
  'looked up: `REVIEWING`': [lookUp('REVIEWING')],
  'looked up: a verdict': ['APPROVED', 'SUSPECTED', 'DENIED'].map(lookUp),
  'looked up: an end': ['EXPIRED', 'DELETED', 'ARCHIVED'].map(lookUp),
};

/** What the table may say, and what it means. `known` is null where nothing was heard before. */
const MEANINGS: Readonly<Record<string, (known: Word | null, comes: Word) => void>> = {
  'taken over': (known, comes) => {
    for (const time of [EARLY, THEN, LATE]) {
      const [before, word] = [known ? [known(THEN)] : [], comes(time)];
      const ends = word.level === 'final' || word.level === 'ended';
      expect(merge(after(...before), word)).toMatchObject({
        effect: 'applied',
        next: { status: word.status, final: ends, attention: null },
      });
      expect(after(word, ...before)).toEqual(after(...before, word));
    }
  },
  superseded: (known, comes) => keptOut('superseded', known, comes),
  noted: (known, comes) => keptOut('noted', known, comes),
  'by time': (known, comes) => {
    const word = heard(known);
    expect(merge(after(word(THEN)), comes(EARLY)).effect).toBe('superseded');
    expect(merge(after(word(THEN)), comes(LATE))).toMatchObject({
      effect: 'applied',
      next: { status: comes(LATE).status, attention: null },
    });
    for (const time of [EARLY, THEN, LATE]) {
      expect(after(comes(time), word(THEN))).toEqual(after(word(THEN), comes(time)));
    }
    atTheSameTime(word(THEN), comes(THEN));
  },
  disputed: (known, comes) => {
    const lookedUp = heard(known)(THEN);
    const before = merge(after(lookedUp), comes(LATE, EARLY));
    expect(before).toMatchObject({ effect: 'superseded', lookUp: false, next: after(lookedUp) });
    const later = merge(after(lookedUp), comes(EARLY, LATE));
    const agrees = lookedUp.status === comes(EARLY).status;
    expect(later).toMatchObject(agrees ? { effect: 'superseded' } : { effect: 'conflict', lookUp: true });
    expect(later.next.status).toBe(moreCautious(lookedUp.status, comes(EARLY).status));
  },
};

const { known, cells } = tableOf(
  readFileSync(new URL('../../../../../docs/webhooks.md', import.meta.url), 'utf8'),
);

describe('the table of the merge rule in docs/webhooks.md', () => {
  it('has a row for everything that can be known, and a column for everything that can come', () => {
    expect(known).toEqual(Object.keys(WORDS));
    expect(cells).toHaveLength(known.length * (known.length - 1));
  });

  it.each(cells)('keeps its word: $known is known, $comes comes: $promise', (cell) => {
    const meaning = MEANINGS[cell.promise];
    const [before, after] = [WORDS[cell.known] ?? [], WORDS[cell.comes] ?? []];

    expect(meaning).toBeDefined();
    expect(after.length).toBeGreaterThan(0);
    for (const comes of after) {
      for (const word of before.length > 0 ? before : [null]) meaning?.(word, comes);
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

function after(...words: Finding[]): KnownVerdict {
  return words.reduce((state, word) => merge(state, word).next, nothingKnown);
}

function heard(known: Word | null): Word {
  if (!known) throw new Error('there is nothing to compare with');
  return known;
}

function keptOut(effect: 'superseded' | 'noted', known: Word | null, comes: Word): void {
  const word = heard(known)(THEN);
  for (const time of [EARLY, THEN, LATE]) {
    expect(merge(after(word), comes(time, LATE))).toMatchObject({ effect, lookUp: false, next: after(word) });
    expect(after(comes(time), word)).toEqual(after(word));
  }
}

function atTheSameTime(word: Finding, other: Finding): void {
  const merged = merge(after(word), other);
  expect(after(other, word)).toEqual(merged.next);
  expect(merged.next.status).toBe(moreCautious(word.status, other.status));
  if (word.status === other.status) expect(merged.effect).toBe('confirmed');
  else if (word.level === 'ended') expect(merged).toMatchObject({ lookUp: false, next: { attention: null } });
  else {
    expect(merged).toMatchObject({ effect: 'conflict', lookUp: true, next: { attention: 'CONFLICT' } });
  }
}

function moreCautious(one: string, other: string): string {
  return CAUTION.find((status) => [one, other].includes(status)) ?? one;
}

function verdicts(traits: { final?: boolean; manual?: boolean }): Word[] {
  return ['APPROVED', 'SUSPECTED', 'DENIED'].map((overall) => callback(aWebhook({ ...traits, overall })));
}

function callback(payload: ReturnType<typeof aWebhook>, eventType: string | null = null): Word {
  return (finishTime, receivedAt = 0) =>
    findingOfCallback(
      { ...payload, finishTime },
      { eventType, receivedAt: new Date(receivedAt * 1_000), lateRepeat: false },
    );
}

function lookUp(status: string): Word {
  return (askedAt) => findingOfLookup(aStatusResponse({ status }), new Date(askedAt * 1_000));
}
