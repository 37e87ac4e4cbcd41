import { Injectable, type Provider } from '@nestjs/common';
import {
  type CreateTokenOptions,
  FieldCipher,
  IdenfyTokenService,
  type TokenRequest,
  type TokenResponse,
  WebhookEvents,
  WebhookReceiver,
} from 'nestjs-idenfy';
import { type HandlerEntry, HostBooks } from './host-books.js';
import type { DeadlyPoint } from './replica-settings.js';

/** Ends this process as a power failure would: without closing anything. */
function die(): Promise<never> {
  process.kill(process.pid, 'SIGKILL');
  return new Promise<never>(() => {});
}

@Injectable()
class StoresAndDies extends WebhookReceiver {
  override async receive(
    ...webhook: Parameters<WebhookReceiver['receive']>
  ): Promise<{ duplicate: boolean }> {
    await super.receive(...webhook);
    return die();
  }
}

/** The worker opens what it has claimed before it applies it. */
@Injectable()
class ClaimsAndDies extends FieldCipher {
  override open(sealed: Buffer, place: string): Buffer {
    if (place.startsWith('webhook:')) void die();
    return super.open(sealed, place);
  }
}

/** Its connections stay open, but nothing is sent any more, as when a machine loses its network. */
@Injectable()
class ClaimsAndFreezes extends FieldCipher {
  #wasFrozen = false;

  override open(sealed: Buffer, place: string): Buffer {
    if (place.startsWith('webhook:') && !this.#wasFrozen) {
      this.#wasFrozen = true;
      process.kill(process.pid, 'SIGSTOP');
    }
    return super.open(sealed, place);
  }
}

/** It is told of what was applied right after the commit, before any handler can have been called. */
@Injectable()
class AppliesAndDies extends WebhookEvents {
  constructor() {
    super();
    this.on('processed', () => void die());
  }
}

@Injectable()
class DiesInsideHandlers extends HostBooks {
  override once(entry: HandlerEntry): Promise<void> {
    return entry.handler === 'open account' ? die() : super.once(entry);
  }
}

@Injectable()
class DiesAfterHandlers extends HostBooks {
  override async once(entry: HandlerEntry): Promise<void> {
    await super.once(entry);
    if (entry.handler === 'open account') await die();
  }
}

@Injectable()
class DiesBeforeCommit extends HostBooks {
  override beforeCommit(): Promise<never> {
    return die();
  }
}

@Injectable()
class DiesAfterCommit extends HostBooks {
  override afterCommit(): Promise<never> {
    return die();
  }
}

@Injectable()
class PaysAndDies extends IdenfyTokenService {
  override async create(request: TokenRequest, options?: CreateTokenOptions): Promise<TokenResponse> {
    await super.create(request, options);
    return die();
  }
}

/** Parts that end the process when they get to a point, in place of those that go on. */
const DEADLY: Readonly<Record<DeadlyPoint, Provider>> = {
  'webhook stored, not answered': { provide: WebhookReceiver, useClass: StoresAndDies },
  'webhook claimed, not applied': { provide: FieldCipher, useClass: ClaimsAndDies },
  'webhook claimed, frozen': { provide: FieldCipher, useClass: ClaimsAndFreezes },
  'webhook applied, handlers not called': { provide: WebhookEvents, useClass: AppliesAndDies },
  'inside a handler': { provide: HostBooks, useClass: DiesInsideHandlers },
  'handler through, not noted': { provide: HostBooks, useClass: DiesAfterHandlers },
  'run completed, not committed': { provide: HostBooks, useClass: DiesBeforeCommit },
  'run completed, not returned': { provide: HostBooks, useClass: DiesAfterCommit },
  'session paid for, not stored': { provide: IdenfyTokenService, useClass: PaysAndDies },
};

const INSIDE_THE_HOST: readonly (DeadlyPoint | undefined)[] = [
  'inside a handler',
  'handler through, not noted',
  'run completed, not committed',
  'run completed, not returned',
];

export function deadlyParts(point: DeadlyPoint | undefined): { library: Provider[]; host: Provider[] } {
  if (point === undefined) return { library: [], host: [] };
  return INSIDE_THE_HOST.includes(point)
    ? { library: [], host: [DEADLY[point]] }
    : { library: [DEADLY[point]], host: [] };
}
