import { Injectable } from '@nestjs/common';
import { IdenfySignatureError, type SignatureProblem } from '../errors/idenfy-signature.error.js';
import { WebhookInbox } from './intake/webhook-inbox.js';
import { checkSignature } from './signature.js';
import { WebhookEvents } from './webhook-events.js';
import { WebhookSettings } from './webhook-settings.js';

const MAX_EVENT_TYPE = 100;

/** A callback as it came over HTTP. */
export interface IncomingWebhook {
  /** Name of the iDenfy account it was sent for. @default 'default' */
  account?: string;
  /** The raw body: the signature covers these bytes and no others. */
  body: Buffer;
  /** `Idenfy-Signature` as it came. */
  signature: string | undefined;
  /** `Idenfy-Event-Type` as it came. */
  eventType: string | undefined;
}

/** Takes in callbacks: signature first, then store, then answer. Nothing else happens within the request. */
@Injectable()
export class WebhookReceiver {
  constructor(
    private readonly inbox: WebhookInbox,
    private readonly settings: WebhookSettings,
    private readonly events: WebhookEvents,
  ) {}

  /**
   * Resolves once the callback is durable: only then may iDenfy be answered 200.
   * @throws IdenfySignatureError when no key of the account signed these bytes; nothing is stored
   * @throws IdenfyUnavailableError when it could not be stored: iDenfy is to repeat it
   */
  async receive({
    account = 'default',
    body,
    signature,
    eventType,
  }: IncomingWebhook): Promise<{ repeat: boolean }> {
    const keyId = this.#signedBy(account, body, signature);
    const delivery = { account, body, keyId, eventType: eventType?.slice(0, MAX_EVENT_TYPE) || null };
    try {
      const { repeat } = await this.inbox.store(delivery);
      this.events.emit('received', { account, bytes: body.length, repeat });
      return { repeat };
    } catch (error) {
      this.events.emit('notStored', { account });
      throw error;
    }
  }

  #signedBy(account: string, body: Buffer, signature: string | undefined): string | null {
    const check = checkSignature(body, signature, this.settings.signingKeysOf(account));
    if ('signedBy' in check) return check.signedBy.fingerprint;
    if (this.#mayPassUnchecked(account, check.problem)) return null;
    // a name out of the address would let strangers invent metric labels
    const known = this.settings.hasAccount(account) ? account : 'unknown';
    this.events.emit('rejected', { account: known, reason: check.problem });
    throw new IdenfySignatureError({ reason: check.problem });
  }

  /** A signature that does not fit is never let through, whatever the options say. */
  #mayPassUnchecked(account: string, problem: SignatureProblem): boolean {
    const uncheckable = problem === 'missing' || problem === 'no-key';
    return uncheckable && !this.settings.requireSignature && this.settings.hasAccount(account);
  }
}
