import { abortForMany } from '../abort-for-many.js';
import type { Chance } from '../chance.js';
import { FaultList, type Frequency } from '../faults/fault-list.js';
import { planFor, type WebhookFault } from '../faults/webhook-fault.js';
import type { SimulatorBehaviour } from '../options/simulator-behaviour.js';
import { BoundedLog } from '../record/bounded-log.js';
import { CallbackSender } from './callback-sender.js';
import {
  describeDelivery,
  isAccepted,
  type Delivery,
  type OutgoingCallback,
  type SimulatedWebhook,
} from './delivery.js';
import { Pending } from './pending.js';
import { ShuffleBuffer } from './shuffle-buffer.js';

const REMEMBERED = 10_000;

/** Callbacks that are shuffled together when the fault has no end. */
const LARGEST_SHUFFLE = 20;

interface ArmedFault {
  readonly fault: WebhookFault;
  readonly frequency: Frequency;
}

/** Every callback: those of one verification are sent one after the other, those of different ones side by side. */
export class Deliveries {
  private readonly log = new BoundedLog<Delivery>(REMEMBERED);
  private readonly lastOf = new Map<string, Promise<void>>();
  private readonly shuffles = new Map<WebhookFault, ShuffleBuffer<Delivery>>();
  private readonly pending = new Pending();
  private readonly sender: CallbackSender;
  private readonly faults: FaultList<ArmedFault>;
  private abort = abortForMany();

  constructor(
    behaviour: SimulatorBehaviour,
    private readonly chance: Chance,
  ) {
    this.sender = new CallbackSender(behaviour);
    this.faults = new FaultList(chance);
  }

  addFault(fault: WebhookFault, frequency: Frequency): void {
    this.faults.add({ fault, frequency }, frequency);
  }

  clearFaults(): void {
    this.faults.clear();
  }

  send(callback: OutgoingCallback): void {
    const struck = this.faults.take(() => true);
    const plan = planFor(struck?.fault, this.chance);
    const delivery: Delivery = { ...callback, plan, attempts: 0, lastStatus: null };
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

  /** Whether the receiver took the last callback of a verification; undefined when none has been sent. */
  wasAccepted(scanRef: string): boolean | undefined {
    const last = this.log.all().findLast((delivery) => delivery.scanRef === scanRef && delivery.attempts > 0);
    return last && isAccepted(last);
  }

  /** Resolves when every callback of the verification has been answered or given up. */
  async settledOf(scanRef: string): Promise<void> {
    await this.lastOf.get(scanRef);
  }

  /** Resolves when every callback has been answered or given up. */
  settled(): Promise<void> {
    return this.pending.none();
  }

  /** Forgets everything, and gives up what is on its way. */
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
      shuffle = new ShuffleBuffer(Math.min(frequency.count, LARGEST_SHUFFLE), this.chance, release);
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
