import { EventEmitter, once } from 'node:events';
import type { ReplicaSettings, ReplicaTime } from '../replica/replica-settings.js';
import type { LoadBalancer } from './load-balancer.js';
import { type Ending, ReplicaProcess } from './replica-process.js';

/** Several replicas behind one load balancer. One that ends is started again, as an orchestrator does. */
export class Fleet {
  /** Replicas that ended without being killed or stopped. */
  readonly crashes: Ending[] = [];
  /** How many were killed. */
  killed = 0;
  readonly #replicas = new Set<ReplicaProcess>();
  /** Those that serve, the one that has for longest first. */
  #serving: readonly (readonly [ReplicaProcess, number])[] = [];
  readonly #dismissed = new Set<ReplicaProcess>();
  readonly #events = new EventEmitter();
  #stopping = false;

  private constructor(
    private readonly main: string,
    private readonly balancer: LoadBalancer,
    private settings: ReplicaSettings,
  ) {}

  /** Resolves when all of them serve. */
  static async start(
    size: number,
    balancer: LoadBalancer,
    main: string,
    settings: ReplicaSettings,
  ): Promise<Fleet> {
    const fleet = new Fleet(main, balancer, settings);
    await Promise.all(Array.from({ length: size }, () => fleet.#run()));
    return fleet;
  }

  /** Kills the one that has served for longest, if one serves, until the returned function is called. */
  killOneEverySecond(): () => void {
    const pace = setInterval(() => this.#killOne(), 1_000);
    return () => clearInterval(pace);
  }

  async nextKill(): Promise<void> {
    await once(this.#events, 'killed');
  }

  /** Kills all of them at once. Those that follow live at that time. Resolves when one serves. */
  async killAllAndGoOnAt(time: ReplicaTime): Promise<void> {
    this.settings = { ...this.settings, time };
    this.killed += this.#replicas.size;
    this.#serving = [];
    const ended = [...this.#replicas].map((replica) => replica.kill());
    await Promise.all(ended);
    await Promise.any([...this.#replicas].map(({ url }) => url));
  }

  /** Replaces one after the other, as a deployment does: the new one serves before the old one is told to end. */
  async rollOver(): Promise<readonly Ending[]> {
    const endings: Ending[] = [];
    for (const [old] of this.#serving) {
      await this.#run();
      this.#leave(old);
      this.#dismissed.add(old);
      endings.push(await old.stop());
    }
    return endings;
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    await Promise.all([...this.#replicas].map((replica) => replica.kill()));
  }

  #killOne(): void {
    const [longest] = this.#serving;
    if (!longest) return;
    this.killed += 1;
    this.#leave(longest[0]);
    longest[0].signal('SIGKILL');
    this.#events.emit('killed');
  }

  async #run(): Promise<void> {
    const replica = new ReplicaProcess(this.main, this.settings);
    this.#replicas.add(replica);
    void replica.ended.then((ending) => this.#replace(replica, ending));
    const port = Number(new URL(await replica.url).port);
    this.#serving = [...this.#serving, [replica, port]];
    this.#routeToAll();
  }

  #replace(replica: ReplicaProcess, ending: Ending): void {
    this.#replicas.delete(replica);
    this.#leave(replica);
    if (this.#stopping || this.#dismissed.has(replica)) return;
    if (ending.signal !== 'SIGKILL') this.crashes.push(ending);
    this.#run().catch(() => undefined); // it ended before it served, and was replaced in its turn
  }

  #leave(replica: ReplicaProcess): void {
    this.#serving = this.#serving.filter(([serving]) => serving !== replica);
    this.#routeToAll();
  }

  #routeToAll(): void {
    this.balancer.routeTo(this.#serving.map(([, port]) => port));
  }
}
