import { abortForMany } from '../abort-controller.js';
import { BoundedLog } from '../bounded-log.js';
import type { Frequency, WebhookFault } from '../faults/fault.js';
import { FaultList } from '../faults/fault-list.js';
import type { SimulatorBehaviour } from '../options.js';
import type { SeededRandom } from '../seeded-random.js';
import {
  type Delivery,
  describeDelivery,
  isAccepted,
  type OutgoingWebhook,
  planFor,
  type SimulatedWebhook,
} from './delivery.js';
import { ShuffleBuffer } from './shuffle-buffer.js';
import { WebhookSender } from './webhook-sender.js';

const REMEMBERED = 10_000;

/** Number of webhooks that are shuffled together when the fault has no limit. */
const LARGEST_SHUFFLE = 20;

interface ArmedFault {
  readonly fault: WebhookFault;
  readonly frequency: Frequency;
}

/** Sends all webhooks: those of one verification one after the other, those of different ones at the same time. */
export class Deliveries {
  private readonly log = new BoundedLog<Delivery>(REMEMBERED);
  private readonly lastOf = new Map<string, Promise<void>>();
  private readonly shuffles = new Map<WebhookFault, ShuffleBuffer<Delivery>>();
  private readonly pending = new Pending();
  private readonly sender: WebhookSender;
  private readonly faults: FaultList<ArmedFault>;
  private abort = abortForMany();

  constructor(
    behaviour: SimulatorBehaviour,
    private readonly random: SeededRandom,
  ) {
    this.sender = new WebhookSender(behaviour);
    this.faults = new FaultList(random);
  }

  addFault(fault: WebhookFault, frequency: Frequency): void {
    this.faults.add({ fault, frequency }, frequency);
  }

  clearFaults(): void {
    this.faults.clear();
  }

  send(webhook: OutgoingWebhook): void {
    const struck = this.faults.take(() => true);
    const plan = planFor(struck?.fault, this.random);
    const delivery: Delivery = { ...webhook, plan, attempts: 0, lastStatus: null };
    this.log.add(delivery);
    if (delivery.url === undefined || plan.drop) return;
    this.pending.add();
    if (struck !== undefined && plan.shuffle) this.shuffleOf(struck).add(delivery);
    else this.queue(delivery);
  }

  /** Oldest first, the last 10,000. */
  list(): readonly SimulatedWebhook[] {
    return this.log.all().map(describeDelivery);
  }

  /** Whether the receiver accepted the last webhook of a verification; undefined when none was sent. */
  wasAccepted(scanRef: string): boolean | undefined {
    const last = this.log.all().findLast((delivery) => delivery.scanRef === scanRef && delivery.attempts > 0);
    return last && isAccepted(last);
  }

  /** Resolves when every webhook of the verification has been answered or given up. */
  async settledOf(scanRef: string): Promise<void> {
    await this.lastOf.get(scanRef);
  }

  /** Resolves when every webhook has been answered or given up. */
  settled(): Promise<void> {
    return this.pending.none();
  }

  /** Forgets everything and gives up the webhooks being sent. */
  clear(): void {
    this.abort.abort();
    this.abort = abortForMany();
    for (const shuffle of this.shuffles.values()) shuffle.clear();
    this.shuffles.clear();
    this.lastOf.clear();
    this.faults.clear();
    this.log.clear();
    this.pending.clear();
  }

  close(): void {
    this.clear();
    this.sender.close();
  }

  private queue(delivery: Delivery): void {
    const { scanRef } = delivery;
    const { signal } = this.abort;
    const before = this.lastOf.get(scanRef) ?? Promise.resolve();
    const sent = before.then(() => this.deliver(delivery, signal));
    this.lastOf.set(scanRef, sent);
    void sent.then(() => {
      if (this.lastOf.get(scanRef) === sent) this.lastOf.delete(scanRef);
    });
  }

  private shuffleOf({ fault, frequency }: ArmedFault): ShuffleBuffer<Delivery> {
    let shuffle = this.shuffles.get(fault);
    if (shuffle === undefined) {
      const { signal } = this.abort;
      const release = (group: readonly Delivery[]) => void this.deliverInTurn(group, signal);
      shuffle = new ShuffleBuffer(Math.min(frequency.count, LARGEST_SHUFFLE), this.random, release);
      this.shuffles.set(fault, shuffle);
    }
    return shuffle;
  }

  private async deliverInTurn(group: readonly Delivery[], signal: AbortSignal): Promise<void> {
    for (const delivery of group) await this.deliver(delivery, signal);
  }

  private async deliver(delivery: Delivery, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    await this.sender.send(delivery, signal);
    if (!signal.aborted) this.pending.done();
  }
}

/** Counts the webhooks being sent, and resolves when there are none. */
class Pending {
  private count = 0;
  private waiting: (() => void)[] = [];

  add(): void {
    this.count += 1;
  }

  done(): void {
    this.count -= 1;
    if (this.count === 0) this.resolveAll();
  }

  clear(): void {
    this.count = 0;
    this.resolveAll();
  }

  none(): Promise<void> {
    if (this.count === 0) return Promise.resolve();
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  private resolveAll(): void {
    const waiting = this.waiting;
    this.waiting = [];
    for (const resolve of waiting) resolve();
  }
}
