import { Injectable } from '@nestjs/common';
import { DataSource, type EntityTarget, In } from 'typeorm';
import { FieldCipher } from '../../privacy/field-cipher.js';
import type { LeasedRun } from '../../verification/changes/run-lease.js';
import { IdenfyVerificationEvent } from '../../verification/entities/verification-event.entity.js';
import { IdenfyVerification } from '../../verification/entities/verification.entity.js';
import { IdenfyWebhook } from '../../verification/entities/webhook.entity.js';
import { columnsOf, entityFromRow } from '../../verification/entity-from-row.js';
import { tablesOf } from '../../verification/table-names.js';
import { placeOfBody } from '../intake/place-of-body.js';
import { readCallback } from '../worker/read-callback.js';
import type { ClaimedRun } from './claimed-run.js';
import { DecisionMade, isDecisionWord } from './decision-made.js';
import type { HandlerCall } from './handler-call.js';
import { IdenfyWebhookReceived } from './idenfy-webhook-received.js';
import { LostContextError } from './lost-context.error.js';
import type { HandlerContext } from './registered-handler.js';
import { VerificationChange } from './verification-change.js';

type ChangeEvent = Pick<
  IdenfyVerificationEvent,
  'fromStatus' | 'toStatus' | 'final' | 'cause' | 'said' | 'note' | 'actor' | 'at'
>;

/** Makes what a handler is called with, for one attempt; the signal comes with the attempt. */
export type ContextOf = (run: ClaimedRun, signal: AbortSignal) => HandlerContext;

/** Loads what runs are about: a few queries for all of them. */
@Injectable()
export class RunContexts {
  constructor(
    private readonly dataSource: DataSource,
    private readonly cipher: FieldCipher,
  ) {}

  async load(runs: readonly ClaimedRun[]): Promise<ContextOf> {
    const [verifications, events, webhooks] = await Promise.all([
      this.#verifications(idsOf(runs, 'verification_id')),
      this.#events(idsOf(runs, 'event_id')),
      this.#webhooks(idsOf(runs, 'inbox_id')),
    ]);
    return (run, signal) => {
      const current = verifications.get(run.verification_id ?? '') ?? null;
      const event = events.get(run.event_id ?? '');
      const webhook = webhooks.get(run.inbox_id ?? '');
      if (event && current) return changeContext(event, current, callOf(run, current.id, signal));
      if (webhook?.body)
        return this.#webhookContext(webhook, webhook.body, current, callOf(run, 'webhook', signal));
      throw new LostContextError();
    };
  }

  /** The same of what this process has just committed: nothing has to be read. */
  remembered(runs: readonly LeasedRun[]): ContextOf {
    const leased = new Map(runs.map((run) => [run.id, run]));
    return (run, signal) => {
      const known = leased.get(run.id);
      if (!known) throw new LostContextError();
      const { verification, at } = known.change;
      return changeContext({ ...known.line, at }, verification, callOf(run, verification.id, signal));
    };
  }

  async #verifications(ids: readonly string[]): Promise<Map<string, IdenfyVerification>> {
    if (ids.length === 0) return new Map();
    return byId(await this.#read(IdenfyVerification, tablesOf(this.dataSource).verification, 'uuid', ids));
  }

  async #events(ids: readonly string[]): Promise<Map<string, IdenfyVerificationEvent>> {
    if (ids.length === 0) return new Map();
    return byId(await this.#read(IdenfyVerificationEvent, tablesOf(this.dataSource).event, 'bigint', ids));
  }

  async #read<Row extends object>(
    entity: EntityTarget<Row>,
    table: string,
    idType: 'uuid' | 'bigint',
    ids: readonly string[],
  ): Promise<readonly Row[]> {
    const rows = await this.dataSource.query<Record<string, unknown>[]>(
      `select ${columnsOf(this.dataSource, entity, 'r')} from ${table} r where r.id = any($1::${idType}[])`,
      [ids],
    );
    return rows.map((row) => entityFromRow(this.dataSource, entity, row));
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
      await this.dataSource.manager.find(IdenfyWebhook, {
        select: { ...select, deliveries: true },
        where: { id: In(ids) },
      }),
    );
  }

  #webhookContext(
    { account, digest, eventType, receivedAt, deliveries }: IdenfyWebhook,
    body: Buffer,
    verification: IdenfyVerification | null,
    call: HandlerCall,
  ): IdenfyWebhookReceived {
    const raw = this.cipher.open(body, placeOfBody(account, digest.toString('hex')));
    const callback = readCallback(raw, eventType);
    if (callback.kind === 'unreadable') throw new LostContextError();
    const { payload } = callback;
    return new IdenfyWebhookReceived({
      account,
      eventType,
      payload,
      raw,
      verification,
      receivedAt,
      deliveries,
      ...call,
    });
  }
}

function changeContext(
  event: ChangeEvent,
  current: IdenfyVerification,
  call: HandlerCall,
): VerificationChange | DecisionMade {
  const { id, account, clientId, scanRef, externalRef } = current;
  const { toStatus: status, final, at } = event;
  const recorded = {
    verification: { id, account, clientId, scanRef, externalRef, status, final },
    current,
    at,
  };
  if (event.cause === 'DECISION' && isDecisionWord(event.said)) {
    return new DecisionMade({
      ...recorded,
      ...call,
      decision: event.said,
      reason: event.note,
      decidedBy: event.actor,
    });
  }
  return new VerificationChange({ ...recorded, ...call, previous: event.fromStatus, cause: event.cause });
}

function callOf(
  { handler, event_id, inbox_id, attempts }: ClaimedRun,
  about: string,
  signal: AbortSignal,
): HandlerCall {
  return { idempotencyKey: `${about}:${event_id ?? inbox_id}:${handler}`, attempt: attempts, signal };
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
