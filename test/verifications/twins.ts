import { IdenfyWorkers } from 'nestjs-idenfy';
import { aWebhook, anExpiry, signWebhook, someData, type WebhookTraits } from 'nestjs-idenfy/testing';
import { EventStream } from '../support/event-stream.js';
import type { Answer, KycApp } from '../support/kyc-app.js';

/** What staff see of an attempt. */
export interface StaffView {
  status: string;
  final: boolean;
  decision: string | null;
}

interface Attempt {
  readonly scanRef: string;
  readonly stream: EventStream<object>;
  /** What the stream sent, as text without the ids of this person. */
  readonly sent: string[];
}

/** Every status by which a list can be filtered. */
const STATUSES =
  'STARTING START_FAILED CANCELLED UNKNOWN APPROVED DENIED SUSPECTED REVIEWING ACTIVE EXPIRED DELETED ARCHIVED'.split(
    ' ',
  );

const OTHER_LISTS = ['', '?limit=1', '?attention=true'].map((query) => `/idenfy/verifications${query}`);

const STAFF_ROUTES = ['history', 'data', 'files', 'report', 'erasure'] as const;

/** The bytes differ with the ids, and so does their digest. */
const OF_THE_BYTES = new Set(['date', 'etag']);

/** One of two people whose ids have the same length, and all that they can see. */
export class Twin {
  readonly attempts: Attempt[] = [];

  constructor(
    private readonly kyc: KycApp,
    readonly clientId: string,
  ) {}

  /** Starts as the person, or as staff with `force`; the answer is without ids and tokens. */
  async start(force: boolean): Promise<string> {
    const answer = await this.kyc.request<{ scanRef?: string; resumed?: boolean }>(
      'POST',
      '/idenfy/verifications',
      force
        ? { caller: 'staff:mary', body: { clientId: this.clientId, force } }
        : { caller: this.clientId, body: {} },
    );
    if (answer.status >= 400) return this.#shown(answer);
    const { scanRef = '', resumed } = answer.body;
    if (!this.attempts.some((attempt) => attempt.scanRef === scanRef)) await this.#follow(scanRef);
    return `${answer.status} ${resumed} ${Object.keys(answer.body).join(' ')}`;
  }

  /** iDenfy reports, and it is applied. */
  async report(
    attempt: number,
    traits: WebhookTraits,
    eventType?: 'IDENTIFICATION_RESUBMITTED',
  ): Promise<void> {
    const { scanRef } = this.#attempt(attempt);
    const about = { data: someData(), ...traits, scanRef, clientId: this.clientId };
    const payload = traits.overall === 'EXPIRED' ? anExpiry(about) : aWebhook(about);
    const { body, headers } = signWebhook(payload, this.kyc.simulator.signingKey ?? '', {
      ...(eventType && { eventType }),
    });
    const answer = await this.kyc.request('POST', '/idenfy/webhooks', { body, headers });
    if (answer.status !== 200) throw new Error(`The webhook was answered ${answer.status}.`);
    await this.kyc.app.get(IdenfyWorkers).drain();
  }

  async decide(attempt: number, decision: 'ACCEPTED' | 'REJECTED'): Promise<void> {
    await this.kyc.request('POST', `/idenfy/verifications/${this.#attempt(attempt).scanRef}/decision`, {
      caller: 'staff:mary',
      body: { decision, reason: 'seen in person' },
    });
  }

  async finished(attempt: number): Promise<string> {
    const { scanRef } = this.#attempt(attempt);
    return this.#shown(
      await this.kyc.request('POST', `/idenfy/verifications/${scanRef}/finished`, { caller: this.clientId }),
    );
  }

  async seenByStaff(attempt: number): Promise<StaffView> {
    const path = `/idenfy/verifications/${this.#attempt(attempt).scanRef}`;
    return (await this.kyc.request<StaffView>('GET', path, { caller: 'staff:mary' })).body;
  }

  passesTheGate(): Promise<boolean> {
    return this.kyc
      .request('GET', '/payouts', { caller: this.clientId })
      .then(({ status }) => status === 200);
  }

  /** Every answer that the person can get without changing anything, and what the streams have sent. */
  async sees(): Promise<Record<string, string>> {
    const lists = STATUSES.map((status) => `/idenfy/verifications?status=${status}`);
    const paths = ['/payouts', '/idenfy/clients/me', ...OTHER_LISTS, ...lists];
    const answers = await Promise.all(paths.map(async (path) => [path, await this.#get(path)] as const));
    const attempts = await Promise.all(
      this.attempts.map((attempt, index) => this.#seesAttempt(attempt, `attempt ${index}`)),
    );
    return Object.fromEntries([...answers, ...attempts.flat()]);
  }

  async #seesAttempt(attempt: Attempt, name: string): Promise<[string, string][]> {
    const path = `/idenfy/verifications/${attempt.scanRef}`;
    const [one, documents, ...ofStaff] = await Promise.all([
      this.#ask('GET', path),
      this.#ask('POST', `${path}/documents`, {}),
      ...STAFF_ROUTES.map((route) => this.#ask('GET', `${path}/${route}`)),
    ]);
    await this.#readStream(attempt, one.text);
    return [
      [name, this.#shown(one)],
      [`${name}, documents`, this.#shown(documents)],
      [`${name}, routes of staff`, ofStaff.map((answer) => this.#shown(answer)).join('\n')],
      [`${name}, stream`, attempt.sent.join('\n')],
    ];
  }

  leave(): void {
    for (const { stream } of this.attempts) stream.leave();
  }

  async #follow(scanRef: string): Promise<void> {
    const url = `${this.kyc.url}/idenfy/verifications/${scanRef}/events`;
    const stream = await EventStream.open<object>(url, { 'x-caller': this.clientId });
    this.attempts.push({ scanRef, stream, sent: [] });
  }

  /** Reads on until the stream has sent what a request answers now. */
  async #readStream({ stream, sent }: Attempt, now: string): Promise<void> {
    const current = this.#withoutIds(now);
    while (sent.at(-1) !== current) {
      const event = await stream.next();
      if (event === null) throw new Error('The stream has ended.');
      if (event.data) sent.push(this.#withoutIds(JSON.stringify(event.data)));
    }
  }

  async #get(path: string): Promise<string> {
    return this.#shown(await this.#ask('GET', path));
  }

  #ask(method: string, path: string, body?: object): Promise<Answer> {
    return this.kyc.request(method, path, { caller: this.clientId, ...(body && { body }) });
  }

  #shown({ status, headers, text }: Answer): string {
    const kept = [...headers].filter(([name]) => !OF_THE_BYTES.has(name));
    return [status, ...kept.map(([name, value]) => `${name}: ${value}`), this.#withoutIds(text)].join('\n');
  }

  #withoutIds(text: string): string {
    const named = this.attempts.reduce(
      (rest, { scanRef }, index) => rest.replaceAll(scanRef, `attempt ${index}`),
      text.replaceAll(this.clientId, 'me'),
    );
    return named.replace(/"nextCursor":"([^"]+)"/, (_, cursor: string) => {
      const [createdAt] = Buffer.from(cursor, 'base64url').toString().split('.');
      return `"nextCursor":"after ${createdAt}"`;
    });
  }

  #attempt(index: number): Attempt {
    const attempt = this.attempts[index];
    if (!attempt) throw new Error(`There is no attempt ${index}.`);
    return attempt;
  }
}
