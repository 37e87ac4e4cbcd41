import { Injectable } from '@nestjs/common';
import { IdenfySignatureError, type SignatureProblem } from '../errors/refusal.errors.js';
import { WebhookInbox } from './webhook-inbox.js';
import { checkSignature, signatureProblem, WebhookSenders } from './sender-authentication.js';
import { WebhookEvents } from './webhook-events.js';
import { WebhookOptions } from './webhook.options.js';

const MAX_EVENT_TYPE = 100;

/**
 * Event type of what `nestjs-idenfy doctor` sends to the route from outside: checked like a webhook, answered 200, and not
 * stored. The header is not signed, and need not be: a sender who can change it can also drop the webhook.
 */
export const PROBE_EVENT_TYPE = 'NESTJS_IDENFY_PROBE';

/** A webhook as received over HTTP. */
export interface IncomingWebhook {
  /** Name of the iDenfy account it was sent for. @default 'default' */
  account?: string;
  /** The raw body, whole or in pieces: the signature covers these bytes and no others. */
  body: Buffer | readonly Buffer[];
  /** `Idenfy-Signature` as received. */
  signature: string | undefined;
  /** `Idenfy-Event-Type` as received; it is not signed. */
  eventType: string | undefined;
}

/** Receives webhooks: check the signature, store, answer. Nothing else happens within the request. */
@Injectable()
export class WebhookReceiver {
  constructor(
    private readonly inbox: WebhookInbox,
    private readonly options: WebhookOptions,
    private readonly senders: WebhookSenders,
    private readonly events: WebhookEvents,
  ) {}

  /**
   * Refuses what no body could make acceptable, before any of it is read.
   * @throws IdenfySignatureError when the account is unknown, or the signature is missing or malformed
   */
  refuseByHeaders({ account = 'default', signature }: Pick<IncomingWebhook, 'account' | 'signature'>): void {
    const problem = signatureProblem(signature, this.senders.signingKeysOf(account));
    if (problem !== undefined && !this.#mayPassUnchecked(account, problem)) this.#refuse(account, problem);
  }

  /**
   * Resolves once the webhook is committed: only then may iDenfy be answered 200.
   * @throws IdenfySignatureError when no key of the account signed these bytes; nothing is stored
   * @throws IdenfyUnavailableError when it could not be stored: iDenfy has to send it again
   */
  async receive({
    account = 'default',
    body: received,
    signature,
    eventType,
  }: IncomingWebhook): Promise<{ duplicate: boolean }> {
    const keyId = this.#signedBy(account, received, signature);
    const body = wholeOf(received);
    if (eventType === PROBE_EVENT_TYPE) return { duplicate: false };
    const delivery = { account, body, keyId, eventType: eventType?.slice(0, MAX_EVENT_TYPE) || null };
    try {
      const { duplicate } = await this.inbox.store(delivery);
      this.events.emit('received', { account, bytes: body.length, duplicate });
      return { duplicate };
    } catch (error) {
      this.events.emit('notStored', { account });
      throw error;
    }
  }

  #signedBy(account: string, body: IncomingWebhook['body'], signature: string | undefined): string | null {
    const check = checkSignature(body, signature, this.senders.signingKeysOf(account));
    if ('signedBy' in check) return check.signedBy.fingerprint;
    if (this.#mayPassUnchecked(account, check.problem)) return null;
    return this.#refuse(account, check.problem);
  }

  #refuse(account: string, problem: SignatureProblem): never {
    // the name comes from the URL: a stranger must not be able to invent metric labels
    const known = this.senders.hasAccount(account) ? account : 'unknown';
    this.events.emit('rejected', { account: known, reason: problem });
    throw new IdenfySignatureError({ reason: problem });
  }

  /** A wrong signature is never accepted, whatever the options are. */
  #mayPassUnchecked(account: string, problem: SignatureProblem): boolean {
    const uncheckable = problem === 'missing' || problem === 'no-key';
    return uncheckable && !this.options.requireSignature && this.senders.hasAccount(account);
  }
}

/** One buffer; made only of a body that is signed, so that a forger cannot make it cost twice its size. */
function wholeOf(body: IncomingWebhook['body']): Buffer {
  if (Buffer.isBuffer(body)) return body;
  const [first] = body;
  return first !== undefined && body.length === 1 ? first : Buffer.concat(body);
}
