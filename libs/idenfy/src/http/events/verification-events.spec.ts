import 'reflect-metadata';
import type { MessageEvent } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { type Observable, Subject, throwError } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { IdenfyClock } from '../../client/clock.js';
import { FakeClock } from '../../testing/fake-clock.js';
import { IdenfyVerification } from '../../verification/entities/verification.entity.js';
import { VerificationFeed } from '../../verification/verification-feed.js';
import { HttpSettings } from '../http-settings.js';
import { VerificationEvents } from './verification-events.js';

const person = { clientId: 'ada' };
const staff = { staff: true, id: 'officer-7' } as const;
const nobodyTags = {
  fraudTags: [],
  mismatchTags: [],
  submission: null,
  decision: null,
  resubmittedAt: null,
  rank: 0,
};

function aRow(facts: Partial<IdenfyVerification>): IdenfyVerification {
  const at = new Date('2026-01-01T10:00:00Z');
  const row = {
    id: '1',
    scanRef: 'scan-1',
    status: 'ACTIVE',
    final: false,
    visibleAt: at,
    createdAt: at,
    updatedAt: at,
  };
  return Object.assign(new IdenfyVerification(), row, nobodyTags, facts);
}

function listening(to: Observable<MessageEvent>) {
  const heard: MessageEvent[] = [];
  const state = { heard, ended: false, stop: () => subscription.unsubscribe() };
  const subscription = to.subscribe({
    next: (event) => heard.push(event),
    complete: () => (state.ended = true),
  });
  return state;
}

const statuses = (events: readonly MessageEvent[]) =>
  events.flatMap(({ data }) => (typeof data === 'string' ? [JSON.parse(data).status] : []));

describe('the stream of a verification', () => {
  const rows = new Subject<IdenfyVerification>();
  const clock = new FakeClock();
  let changes: Observable<IdenfyVerification>;
  let events: VerificationEvents;

  beforeEach(async () => {
    changes = rows;
    const module = await Test.createTestingModule({
      providers: [
        VerificationEvents,
        { provide: VerificationFeed, useValue: { watch: () => changes } },
        { provide: IdenfyClock, useValue: clock },
        { provide: HttpSettings, useValue: new HttpSettings() },
      ],
    }).compile();
    events = module.get(VerificationEvents);
  });
  afterEach(() => events.onModuleDestroy());

  it('begins with the state as it is, and tells a client when to come back', () => {
    const { heard } = listening(events.of(aRow({}), person));

    expect(statuses(heard)).toEqual(['ACTIVE']);
    expect(heard[0]?.retry).toBe(3_000);
  });

  it('tells a person nothing while suspicion is undecided, and staff everything', () => {
    const first = aRow({ status: 'REVIEWING' });
    const [ada, officer] = [listening(events.of(first, person)), listening(events.of(first, staff))];

    rows.next(aRow({ status: 'SUSPECTED', fraudTags: ['FACE_BLACKLISTED'], version: 2 }));
    rows.next(aRow({ status: 'SUSPECTED', final: true, attention: 'CONFLICT', version: 3 }));
    rows.next(aRow({ status: 'SUSPECTED', final: true, decision: 'ACCEPTED', version: 4 }));

    expect(statuses(ada.heard)).toEqual(['REVIEWING', 'APPROVED']);
    expect(statuses(officer.heard)).toEqual(['REVIEWING', 'SUSPECTED', 'SUSPECTED', 'SUSPECTED']);
  });

  it('says every 15 seconds that it is alive, in a comment', async () => {
    const { heard } = listening(events.of(aRow({}), person));

    await clock.advance(14_999);
    expect(heard).toHaveLength(1);
    await clock.advance(1);
    expect(heard.slice(1)).toEqual([{ comment: 'heartbeat' }]);
    await clock.advance(15_000);
    expect(heard).toHaveLength(3);
  });

  it('leaves nothing behind when the client goes', async () => {
    const { heard, stop } = listening(events.of(aRow({}), person));

    stop();
    await clock.advance(60_000);

    expect(rows.observed).toBe(false);
    expect(heard).toHaveLength(1);
  });

  it('ends when the service does, and does not begin after that', () => {
    const open = listening(events.of(aRow({}), person));

    events.onModuleDestroy();

    expect(open.ended).toBe(true);
    expect(listening(events.of(aRow({}), person)).ended).toBe(true);
    expect(rows.observed).toBe(false);
  });

  it('ends quietly when changes can no longer be followed', () => {
    changes = throwError(() => new Error('connection lost'));

    expect(listening(events.of(aRow({}), person)).ended).toBe(true);
  });
});
