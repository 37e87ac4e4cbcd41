import { Database } from '../database/database.js';
import { Injectable } from '@nestjs/common';
import { type EntityTarget, In } from 'typeorm';
import { associatedData, FieldCipher } from '../privacy/field-cipher.js';
import { FreeTexts } from '../privacy/free-texts.js';
import { HashKey } from '../privacy/hash-key.js';
import type { ClaimedRun } from '../outbox/run-store.js';
import { IdenfyVerificationEvent } from '../database/entities/verification-event.entity.js';
import { IdenfyVerification } from '../database/entities/verification.entity.js';
import { IdenfyWebhook } from '../database/entities/webhook.entity.js';
import { readWebhook } from '../verifications/read-webhook.js';
import { type AttemptFacts, changeContext, type HandlerCall, handlerCall } from './contexts.js';
import { type ErasedIds, VerificationErased } from './erasure-context.js';
import { LostContextError } from './handler.errors.js';
import { IdenfyWebhookReceived } from './webhook-context.js';
import { RenewalDue, StandingChange, type StandingNow } from './standing-contexts.js';
import type { HandlerContext } from './handler-registry.js';

/** Creates what a handler is called with, for one attempt. */
export type ContextOf = (run: ClaimedRun, attempt: AttemptFacts) => HandlerContext;

/** Loads what runs are about, with a few queries for all of them. */
@Injectable()
export class RunContexts {
  constructor(
    private readonly database: Database,
    private readonly texts: FreeTexts,
    private readonly cipher: FieldCipher,
    private readonly hashKey: HashKey,
  ) {}

  async load(runs: readonly ClaimedRun[]): Promise<ContextOf> {
    const [verifications, events, webhooks, erasures] = await Promise.all([
      this.#verifications(idsOf(runs, 'verification_id')),
      this.#events(idsOf(runs, 'event_id')),
      this.#webhooks(idsOf(runs, 'inbox_id')),
      this.#erasures(runs),
    ]);
    const standings = await this.#standings([...events.values()].filter(isAboutStanding));
    const reasons = await this.#reasons([...events.values()]);
    return (run, attempt) => {
      const current = verifications.get(run.verification_id ?? '') ?? null;
      const event = events.get(run.event_id ?? '');
      const webhook = webhooks.get(run.inbox_id ?? '');
      if (event && current && isAboutStanding(event))
        return standingContext(
          event,
          current,
          handlerCall(run, current.id, attempt, this.hashKey),
          standings.get(current.id),
        );
      if (event && current)
        return changeContext(
          attempt.kind,
          event,
          current,
          handlerCall(run, current.id, attempt, this.hashKey),
          reasons.get(event.id) ?? null,
        );
      const erased = erasures.get(run.id);
      if (erased && run.erasure_id !== null) {
        const call = handlerCall(run, 'erasure', attempt, this.hashKey);
        return new VerificationErased({ ...call, ...erased, erasureId: run.erasure_id });
      }
      if (webhook?.body)
        return this.#webhookContext(
          webhook,
          webhook.body,
          current,
          handlerCall(run, 'webhook', attempt, this.hashKey),
        );
      throw new LostContextError();
    };
  }

  async #verifications(ids: readonly string[]): Promise<Map<string, IdenfyVerification>> {
    if (ids.length === 0) return new Map();
    return byId(await this.#read(IdenfyVerification, this.database.tables.verification, 'uuid', ids));
  }

  async #events(ids: readonly string[]): Promise<Map<string, IdenfyVerificationEvent>> {
    if (ids.length === 0) return new Map();
    return byId(await this.#read(IdenfyVerificationEvent, this.database.tables.event, 'bigint', ids));
  }

  /** Why the decisions among these events were made, by the id of the event. */
  async #reasons(events: readonly IdenfyVerificationEvent[]): Promise<ReadonlyMap<string, string | null>> {
    const decisions = events.filter(({ cause }) => cause === 'DECISION');
    const texts = await this.texts.of(
      decisions.map(({ noteDigest: digest, verificationId }) => ({ digest, verificationId })),
    );
    return new Map(decisions.map(({ id }, index) => [id, texts[index] ?? null]));
  }

  async #standings(events: readonly IdenfyVerificationEvent[]): Promise<Map<string, StandingNow>> {
    if (events.length === 0) return new Map();
    const { client, verification } = this.database.tables;
    const rows = await this.database.query<(StandingNow & { id: string })[]>(
      `select v.id, c.standing, c.current_verification_id = v.id as "isCurrent", c.verified_until as "verifiedUntil"
         from ${verification} v join ${client} c on c.account = v.account and c.client_id = v.client_id
        where v.id = any($1::uuid[])`,
      [events.map(({ verificationId }) => verificationId)],
    );
    return byId(rows);
  }

  async #read<Row extends object>(
    entity: EntityTarget<Row>,
    table: string,
    idType: 'uuid' | 'bigint',
    ids: readonly string[],
  ): Promise<readonly Row[]> {
    const rows = await this.database.query<Record<string, unknown>[]>(
      `select ${this.database.columns(entity, 'r')} from ${table} r where r.id = any($1::${idType}[])`,
      [ids],
    );
    return rows.map((row) => this.database.entity(entity, row));
  }

  async #webhooks(ids: readonly string[]): Promise<Map<string, IdenfyWebhook>> {
    if (ids.length === 0) return new Map();
    const select = {
      id: true,
      account: true,
      digest: true,
      body: true,
      eventType: true,
      receivedAt: true,
    } as const;
    return byId(
      await this.database.run((manager) =>
        manager.find(IdenfyWebhook, {
          select: { ...select, deliveries: true },
          where: { id: In(ids) },
        }),
      ),
    );
  }

  /** What is known of the erased people of those runs, by the id of the run; the ids are read again for each attempt. */
  async #erasures(
    runs: readonly ClaimedRun[],
  ): Promise<ReadonlyMap<string, ErasedIds & { isPersonGone: boolean }>> {
    const ids = runs.flatMap(({ id, erasure_id }) => (erasure_id === null ? [] : [id]));
    if (ids.length === 0) return new Map();
    const { client, handlerRun } = this.database.tables;
    const rows = await this.database.query<{ id: string; verification_id: string; erased_ids: Buffer }[]>(
      `select id, verification_id, erased_ids from ${handlerRun} where id = any($1::bigint[]) and erased_ids is not null`,
      [ids],
    );
    const found = rows.map(({ id, verification_id: verificationId, erased_ids: sealed }) => {
      const text = this.cipher.open(sealed, associatedData.erasedIds(verificationId)).toString();
      return { id, erased: JSON.parse(text) as ErasedIds };
    });
    const people = await this.database.query<{ account: string; client_id: string }[]>(
      `select c.account, c.client_id
         from ${client} c
         join unnest($1::text[], $2::text[]) as erased(account, client_id)
           on c.account = erased.account and c.client_id = erased.client_id`,
      [found.map(({ erased }) => erased.account), found.map(({ erased }) => erased.clientId)],
    );
    const here = new Set(people.map(({ account, client_id: clientId }) => `${account}:${clientId}`));
    return new Map(
      found.map(({ id, erased }) => [
        id,
        { ...erased, isPersonGone: !here.has(`${erased.account}:${erased.clientId}`) },
      ]),
    );
  }

  #webhookContext(
    { account, digest, eventType, receivedAt, deliveries }: IdenfyWebhook,
    body: Buffer,
    verification: IdenfyVerification | null,
    call: HandlerCall,
  ): IdenfyWebhookReceived {
    const raw = this.cipher.open(body, associatedData.webhookBody(account, digest.toString('hex')));
    const webhook = readWebhook(raw, eventType);
    if (webhook.kind === 'unreadable') throw new LostContextError();
    const { payload, eventType: credible } = webhook;
    return new IdenfyWebhookReceived({
      account,
      eventType: credible,
      payload,
      raw,
      verification,
      receivedAt,
      deliveries,
      ...call,
    });
  }
}

/** Whether it is about the approval of a person, and not a change of the verification. */
function isAboutStanding({ cause }: Pick<IdenfyVerificationEvent, 'cause'>): boolean {
  return cause === 'STANDING' || cause === 'RENEWAL_DUE';
}

function standingContext(
  { cause, toStatus: status, final, reportedStatus, at }: IdenfyVerificationEvent,
  current: IdenfyVerification,
  call: HandlerCall,
  now: StandingNow = { standing: 'NONE', isCurrent: false, verifiedUntil: null },
): StandingChange | RenewalDue {
  const { id, account, clientId, scanRef, externalRef } = current;
  const verification = { id, account, clientId, scanRef, externalRef, status, final };
  const facts = { ...call, verification, current, at, now };
  return cause === 'STANDING'
    ? new StandingChange(facts)
    : new RenewalDue({ ...facts, daysBefore: Number(reportedStatus) });
}

function idsOf(
  runs: readonly ClaimedRun[],
  column: 'verification_id' | 'event_id' | 'inbox_id',
): readonly string[] {
  return [...new Set(runs.flatMap((run) => run[column] ?? []))];
}

function byId<Row extends { id: string }>(rows: readonly Row[]): Map<string, Row> {
  return new Map(rows.map((row) => [row.id, row]));
}
