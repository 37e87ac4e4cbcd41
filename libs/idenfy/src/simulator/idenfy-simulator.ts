import { abortForMany } from './abort-for-many.js';
import { apiRoutes } from './api/api-routes.js';
import type { SimulatedWebhook } from './callbacks/delivery.js';
import { ControlHandler } from './control/control-handler.js';
import { controlRoutes } from './control/control-routes.js';
import { Controls, type SimulatedVerification } from './control/controls.js';
import type { SimulatedFault } from './faults/simulated-fault.js';
import { hostInUrl } from './http/host-in-url.js';
import { RequestHandler } from './http/request-handler.js';
import { Router } from './http/router.js';
import { SimulatorServer } from './http/simulator-server.js';
import { SimulatorInputError } from './input/simulator-input.error.js';
import type { SimulatedOutcome } from './lifecycle/outcome.js';
import { requireWebUrl } from './options/check-options.js';
import type { SimulatedAccount } from './options/simulated-account.js';
import type { SimulatorOptions } from './options/simulator-options.js';
import { settingsFrom } from './options/settings-from.js';
import { pageRoutes } from './page/page-routes.js';
import type { SimulatedRequest } from './record/request-record.js';
import { readSavedState } from './state/saved-state.js';
import { StateKeeper } from './state/state-keeper.js';
import { World } from './world.js';

/**
 * A local iDenfy: the same calls, answers, limits, errors and signed callbacks, with outcomes, faults and a clock that a
 * test can move. Any client in any language can point at it; the methods here do what `/_simulator` does over HTTP.
 *
 * @example
 * const simulator = await IdenfySimulator.start({ port: 0, webhookUrl: 'http://127.0.0.1:3000/idenfy/webhooks' });
 * // … a client creates a session at simulator.url …
 * simulator.outcome(scanRef, { overall: 'APPROVED' });
 * await simulator.settled();
 * await simulator.close();
 */
export class IdenfySimulator {
  private readonly controls: Controls;

  private constructor(
    private readonly world: World,
    private readonly server: SimulatorServer,
    private readonly keeper: StateKeeper | undefined,
    private readonly closing: AbortController,
    controls: Controls,
  ) {
    this.controls = controls;
  }

  /**
   * Starts a simulator and resolves once it listens.
   *
   * @throws {SimulatorInputError} for an option that cannot work, naming it and the mend
   * @throws {NodeJS.ErrnoException} with `EADDRINUSE` when the port is taken
   */
  static async start(options: SimulatorOptions = {}): Promise<IdenfySimulator> {
    const settings = settingsFrom(options);
    let keeper: StateKeeper | undefined;
    const world = new World(settings, () => keeper?.changed());
    const saved = settings.stateFile === undefined ? undefined : await readSavedState(settings.stateFile);
    const controls = new Controls(world);
    const closing = abortForMany();
    const kept = async () => keeper?.kept();
    const server = new SimulatorServer(
      new RequestHandler(
        world,
        new Router([...apiRoutes(world), ...pageRoutes(world)]),
        kept,
        closing.signal,
      ),
      new ControlHandler(new Router(controlRoutes(controls)), kept, settings.controlFromAnywhere),
    );

    const port = await server.listen(settings.port, settings.host);
    world.baseUrl = settings.publicUrl ?? `http://${hostInUrl(settings.host)}:${port}`;
    if (settings.stateFile !== undefined)
      keeper = new StateKeeper(settings.stateFile, () => world.snapshot());
    if (saved !== undefined) world.restore(saved);
    return new IdenfySimulator(world, server, keeper, closing, controls);
  }

  /** Base URL of the API, without a trailing slash. */
  get url(): string {
    return this.world.baseUrl;
  }

  /** Base URL of the hosted page; takes `?authToken=` and `&lang=`. */
  get uiUrl(): string {
    return this.world.uiUrl;
  }

  /** API key of the account `default`. */
  get apiKey(): string {
    return this.account().apiKey;
  }

  /** API secret of the account `default`. */
  get apiSecret(): string {
    return this.account().apiSecret;
  }

  /** Key that signs the callbacks of the account `default`; null when they are unsigned. Callbacks to come take a new one. */
  get signingKey(): string | null {
    return this.account().signingKey;
  }

  set signingKey(key: string | null) {
    this.account().signingKey = key;
  }

  /** Where the callbacks of the account `default` go. Callbacks to come take a new one. */
  get webhookUrl(): string | undefined {
    return this.account().webhookUrl;
  }

  /** @throws {SimulatorInputError} when it is no http(s) address */
  set webhookUrl(url: string | undefined) {
    if (url !== undefined) requireWebUrl('webhookUrl', url);
    this.account().webhookUrl = url;
  }

  /** One of the accounts, to read its keys or to change where its callbacks go. @throws {SimulatorInputError} */
  account(name = 'default'): SimulatedAccount {
    const account = this.world.settings.accounts.find((candidate) => candidate.name === name);
    if (account === undefined)
      throw new SimulatorInputError('account', 'is not one of those it was started with');
    return account;
  }

  /** The simulator's own time. */
  get now(): Date {
    return new Date(this.world.clock.now());
  }

  /**
   * Moves a verification to an outcome and sends the callback that goes with it.
   *
   * @throws {SimulatorInputError} for an unknown scanRef, or an outcome that cannot be
   */
  outcome(scanRef: string, outcome: SimulatedOutcome): SimulatedVerification {
    return this.controls.outcome(scanRef, outcome);
  }

  /** Breaks the next requests or callbacks. @throws {SimulatorInputError} for a fault that cannot be */
  fault(fault: SimulatedFault): void {
    this.controls.fault(fault);
  }

  /** Disarms every fault. */
  clearFaults(): void {
    this.controls.clearFaults();
  }

  /** Moves time on. Everything that falls due has happened when this returns; its callbacks are on their way. */
  advance(seconds: number): void {
    this.controls.clock({ advanceSeconds: seconds });
  }

  /** Moves time to an instant. Moving back undoes nothing. */
  setNow(now: Date | string | number): void {
    this.controls.clock({ now });
  }

  /** The last 10,000 requests, oldest first: credentials masked, pictures cut. A path may end in `*` or contain `:name`. */
  requests(path?: string): readonly SimulatedRequest[] {
    return this.controls.requests(path);
  }

  /** The last 10,000 callbacks, oldest first. */
  webhooks(): readonly SimulatedWebhook[] {
    return this.controls.webhooks();
  }

  /** The whole state of a verification. @throws {SimulatorInputError} for an unknown scanRef */
  verification(scanRef: string): SimulatedVerification {
    return this.controls.verification(scanRef);
  }

  /** Forgets everything but its configuration; with a seed, goes on with that one. */
  reset(options: { readonly seed?: string | number } = {}): void {
    this.controls.reset(options);
  }

  /** Resolves when nothing is due and every callback has been answered or given up. */
  async settled(): Promise<void> {
    this.world.time.catchUp();
    await this.world.deliveries.settled();
  }

  /** Stops: connections are cut, callbacks on their way are given up, the state is written. */
  async close(): Promise<void> {
    this.closing.abort();
    this.world.time.clear();
    this.world.deliveries.close();
    await this.server.close();
    await this.keeper?.close();
  }
}
