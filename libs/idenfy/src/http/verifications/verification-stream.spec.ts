import 'reflect-metadata';
import { Writable } from 'node:stream';
import { UnauthorizedException } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ClientOptions } from '../../client/client.options.js';
import { IdenfyClock } from '../../client/clock.js';
import { FakeClock } from '../../testing/fake-clock.js';
import { IdenfyVerification } from '../../database/entities/verification.entity.js';
import { HashKey } from '../../privacy/hash-key.js';
import { IdenfyVerifications } from '../../verifications/idenfy-verifications.js';
import { type Follower, VerificationFeed } from '../../verifications/verification-feed.js';
import type { IdenfyCaller } from '../access/caller.js';
import { IdenfyAccess, type IdenfyHttpRequest } from '../access/idenfy-access.js';
import { RestOptions } from '../rest.options.js';
import { EventStreams } from '../streams/event-streams.js';
import type { StreamReply } from '../streams/open-stream.js';
import { VerificationStream } from './verification-stream.js';
import { VerificationViews } from './verification.views.js';

const MINUTE = 60_000;

const person = { clientId: 'ada' };
const staff = { staff: true, id: 'officer-7' } as const;
const noTags = {
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
    attention: [],
    visibleAt: at,
    createdAt: at,
    updatedAt: at,
  };
  return Object.assign(new IdenfyVerification(), row, noTags, facts);
}

interface Heard {
  readonly id?: string;
  readonly type?: string;
  readonly retry?: number;
  readonly comment?: string;
  readonly data?: string;
}

/** A response as far as a stream uses it, and what a client reads of it. */
class Reply extends Writable {
  readonly req = { httpVersionMajor: 1 };
  readonly socket = null;
  text = '';
  failed: unknown;

  writeHead(): void {}

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }

  get heard(): Heard[] {
    const blocks = this.text.replace(/^\n/, '').split('\n\n').slice(0, -1);
    return blocks.map((block): Heard => {
      const of = (name: string): string | undefined => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
      const [id, type, retry, comment, data] = [of('id'), of('event'), of('retry'), of(''), of('data')];
      return {
        ...(id !== undefined && { id }),
        ...(type !== undefined && { type }),
        ...(retry !== undefined && { retry: Number(retry) }),
        ...(comment !== undefined && { comment }),
        ...(data !== undefined && { data }),
      };
    });
  }

  get ended(): boolean {
    return this.writableEnded;
  }
}

const statuses = (events: readonly Heard[]) =>
  events.flatMap(({ data, type }) =>
    data !== undefined && type === undefined ? [(JSON.parse(data) as { status: string }).status] : [],
  );

/** Until all that can go on have. */
const settle = (): Promise<void> => new Promise(setImmediate);

function aRequest(headers: IdenfyHttpRequest['headers'] = {}): IdenfyHttpRequest {
  return { method: 'GET', url: '/', headers, params: {}, query: {} };
}

describe('the event stream of a verification', () => {
  const followers = new Set<Follower>();
  const rows = { next: (row: IdenfyVerification) => followers.forEach((follower) => follower.next(row)) };
  const feed = {
    follow(_id: string, follower: Follower) {
      followers.add(follower);
      return () => followers.delete(follower);
    },
  };
  const clock = new FakeClock();
  let events: VerificationStream;
  let streams: EventStreams;
  /** What the access policy answers when it is asked again; the caller of the stream unless a test changes it. */
  let loggedIn: ((caller: IdenfyCaller) => IdenfyCaller | null) | undefined;
  let asked = 0;
  const callers = new WeakMap<IdenfyHttpRequest, IdenfyCaller>();

  /** The stream that this caller opens. */
  function opened(row: IdenfyVerification, caller: IdenfyCaller = person, headers = {}) {
    const request = aRequest(headers);
    callers.set(request, caller);
    const reply = new Reply();
    try {
      events.begin(row, caller, request, reply as unknown as StreamReply);
    } catch (error) {
      reply.failed = error;
    }
    return reply;
  }

  const access = {
    identify(request: IdenfyHttpRequest) {
      asked += 1;
      const caller = callers.get(request) ?? null;
      return caller && loggedIn ? loggedIn(caller) : caller;
    },
  };

  beforeEach(async () => {
    followers.clear();
    loggedIn = undefined;
    asked = 0;
    const client = new ClientOptions();
    client.http.maxStreams = 20;
    const module = await Test.createTestingModule({
      providers: [
        VerificationStream,
        EventStreams,
        { provide: VerificationFeed, useValue: feed },
        { provide: IdenfyAccess, useValue: access },
        { provide: HashKey, useValue: new HashKey(Buffer.alloc(32, 7)) },
        { provide: ClientOptions, useValue: client },
        { provide: IdenfyClock, useValue: clock },
        { provide: RestOptions, useValue: new RestOptions() },
        VerificationViews,
        {
          provide: IdenfyVerifications,
          useValue: { continueUrl: () => null, decisionReasons: () => Promise.resolve([null]) },
        },
      ],
    }).compile();
    events = module.get(VerificationStream);
    streams = module.get(EventStreams);
  });
  afterEach(() => streams.onModuleDestroy());

  it('begins with the current state and the time after which a client reconnects', () => {
    const stream = opened(aRow({}));

    expect(statuses(stream.heard)).toEqual(['ACTIVE']);
    expect(stream.heard[0]?.retry).toBe(3_000);
  });

  it('sends nothing of an undecided suspicion to the person, and all changes to staff', async () => {
    const first = aRow({ status: 'REVIEWING' });
    const [ada, officer] = [opened(first), opened(first, staff)];

    rows.next(aRow({ status: 'SUSPECTED', fraudTags: ['FACE_BLACKLISTED'], version: 2 }));
    rows.next(aRow({ status: 'SUSPECTED', final: true, attention: ['CONFLICT'], version: 3 }));
    rows.next(aRow({ status: 'SUSPECTED', final: true, decision: 'ACCEPTED', version: 4 }));
    await settle();

    expect(statuses(ada.heard)).toEqual(['REVIEWING', 'APPROVED']);
    expect(statuses(officer.heard)).toEqual(['REVIEWING', 'SUSPECTED', 'SUSPECTED', 'SUSPECTED']);
  });

  it('sends a comment as heartbeat every 15 seconds', async () => {
    const stream = opened(aRow({}));

    await clock.advance(14_999);
    expect(stream.heard).toHaveLength(1);
    await clock.advance(1);
    expect(stream.heard.slice(1)).toEqual([{ comment: 'heartbeat' }]);
    await clock.advance(15_000);
    expect(stream.heard).toHaveLength(3);
  });

  it('releases timers and subscriptions when the client disconnects', async () => {
    const stream = opened(aRow({}));

    stream.destroy();
    await clock.advance(60_000);

    expect(followers.size).toBe(0);
    expect(stream.heard).toHaveLength(1);
  });

  it('ends when the service ends, and does not begin afterwards', () => {
    const open = opened(aRow({}));

    streams.onModuleDestroy();

    expect(open.ended).toBe(true);
    expect(opened(aRow({})).ended).toBe(true);
    expect(followers.size).toBe(0);
  });

  it('does not send the state again that a client has, and sends the next one', async () => {
    const [first] = opened(aRow({})).heard;
    const again = opened(aRow({ version: 5 }), person, { 'last-event-id': first?.id });
    expect(again.heard).toEqual([]);

    rows.next(aRow({ status: 'REVIEWING', version: 6 }));
    await settle();

    expect(statuses(again.heard)).toEqual(['REVIEWING']);
  });

  it('gives a hidden change no other id, and a caller who sees more another one', () => {
    const id = (facts: Partial<IdenfyVerification>, caller: IdenfyCaller) =>
      opened(aRow({ status: 'REVIEWING', ...facts }), caller).heard[0]?.id;
    const suspected = { status: 'SUSPECTED', version: 9, fraudTags: ['FACE_BLACKLISTED'] } as const;

    expect(id({ ...suspected, fraudTags: [...suspected.fraudTags] }, person)).toBe(id({}, person));
    expect(id({}, staff)).not.toBe(id({}, person));
    expect(id({}, person)).toMatch(/^[\w-]{32}$/);
  });

  it.each<[string, (caller: IdenfyCaller) => IdenfyCaller | null]>([
    ['no one', () => null],
    ['another person', () => ({ clientId: 'eve' })],
    [
      'a refusal',
      () => {
        throw new UnauthorizedException();
      },
    ],
  ])('ends without the news when the access policy answers %s at a change', async (_what, answer) => {
    const stream = opened(aRow({}));
    loggedIn = answer;

    rows.next(aRow({ status: 'REVIEWING', version: 2 }));
    await settle();

    expect(stream.heard.at(-1)).toMatchObject({
      type: 'unauthenticated',
      data: expect.stringContaining('401'),
    });
    expect(statuses(stream.heard)).toEqual(['ACTIVE']);
    expect(stream.failed).toBeUndefined();
    expect(followers.size).toBe(0);
  });

  it('ends with the login within three minutes when nothing changes', async () => {
    const stream = opened(aRow({}), { staff: true, id: 'officer-7', permissions: ['review', 'decide'] });
    await settle(); // what staff see is read from the database
    await clock.advance(3 * MINUTE);
    expect(asked).toBe(1);

    loggedIn = () => ({ staff: true, id: 'officer-7', permissions: ['decide'] });
    await clock.advance(3 * MINUTE);

    expect(stream.heard.at(-1)).toMatchObject({ type: 'unauthenticated', id: stream.heard[0]?.id });
  });

  it('does not ask at a change that the caller may not see: its end would tell of it', async () => {
    const stream = opened(aRow({ status: 'REVIEWING' }));
    loggedIn = () => null;

    rows.next(aRow({ status: 'SUSPECTED', version: 2 }));
    await settle();

    expect([asked, stream.heard.length]).toEqual([0, 1]);
  });

  it('ends the oldest of more than five streams of a person, and none of others', async () => {
    const others = [
      opened(aRow({}), { clientId: 'eve' }),
      ...Array.from({ length: 7 }, () => opened(aRow({}), staff)),
    ];
    const own = Array.from({ length: 6 }, () => opened(aRow({})));

    expect(own.map(({ ended }) => ended)).toEqual([true, false, false, false, false, false]);
    expect(own[0]?.heard.at(-1)).toMatchObject({ type: 'superseded' });
    expect(others.some(({ ended }) => ended)).toBe(false);
    own[3]?.destroy();
    await settle();
    opened(aRow({}));
    expect(own[1]?.ended).toBe(false);
  });

  it('refuses more streams than a process may have, until one of them ends', async () => {
    const streams = Array.from({ length: 20 }, (_, n) => opened(aRow({}), { clientId: `person-${n}` }));

    expect(opened(aRow({}), staff).failed).toMatchObject({ httpStatus: 503, retryAfterSeconds: 30 });

    streams[0]?.destroy();
    await settle();
    expect(opened(aRow({}), staff).failed).toBeUndefined();
  });
});
