import { abortForMany } from './abort-controller.js';
import { apiRoutes } from './api/api-routes.js';
import { ControlAccess } from './control/control-access.js';
import { ControlHandler } from './control/control-handler.js';
import { controlRoutes } from './control/control-routes.js';
import { Controls, type SimulatedVerification, type WebhookToSend } from './control/controls.js';
import type { SimulatedOutcome } from './control/outcome.js';
import type { SimulatedFault } from './faults/fault.js';
import { RequestHandler } from './http/request-handler.js';
import type { SimulatedRequest } from './http/request-recorder.js';
import { Router } from './http/router.js';
import { hostInUrl, SimulatorServer } from './http/server.js';
import { SimulatorInputError, webUrl } from './input.js';
import { resolveOptions, type SimulatedAccount, type SimulatorOptions } from './options.js';
import { pageRoutes } from './page/page-routes.js';
import { SimulatorContext } from './simulator-context.js';
import { readSavedState, StateFile } from './state-file.js';
import type { SimulatedWebhook } from './webhooks/delivery.js';

/**
 * A local iDenfy: the same API, hosted page, limits, errors and signed webhooks, with outcomes, faults and a clock that
 * a test controls. Any client in any language can use it. The methods do what the control calls do over HTTP.
 *
 * @example
 * const simulator = await IdenfySimulator.start({ port: 0, webhookUrl: 'http://127.0.0.1:3000/idenfy/webhooks' });
 * // … a client creates a session at simulator.url …
 * simulator.outcome(scanRef, { overall: 'APPROVED' });
 * await simulator.settled();
 * await simulator.close();
 */
export class IdenfySimulator {
  private constructor(
    private readonly context: SimulatorContext,
    private readonly controls: Controls,
    private readonly server: SimulatorServer,
    private readonly stateFile: StateFile | undefined,
    private readonly closing: AbortController,
  ) {}

  /**
   * Starts a simulator. Resolves when it listens.
   *
   * @throws {SimulatorInputError} naming the first option that is unknown, of another type or out of range
   * @throws {NodeJS.ErrnoException} with `EADDRINUSE` when the port is in use
   */
  static async start(options: SimulatorOptions = {}): Promise<IdenfySimulator> {
    const settings = resolveOptions(options);
    let stateFile: StateFile | undefined;
    const context = new SimulatorContext(settings, () => stateFile?.changed());
    const savedState =
      settings.stateFile === undefined ? undefined : await readSavedState(settings.stateFile);
    const controls = new Controls(context);
    const closing = abortForMany();
    const saved = async () => stateFile?.saved();
    const server = new SimulatorServer(
      new RequestHandler(
        context,
        new Router([...apiRoutes(context), ...pageRoutes(context)]),
        saved,
        closing.signal,
      ),
      new ControlHandler(new Router(controlRoutes(controls)), saved, new ControlAccess(settings)),
    );

    const port = await server.listen(settings.port, settings.host);
    context.baseUrl = settings.publicUrl ?? `http://${hostInUrl(settings.host)}:${port}`;
    if (settings.stateFile !== undefined) {
      stateFile = new StateFile(settings.stateFile, () => context.snapshot());
    }
    if (savedState !== undefined) context.restore(savedState);
    return new IdenfySimulator(context, controls, server, stateFile, closing);
  }

  /** Base URL of the API, without a trailing slash. */
  get url(): string {
    return this.context.baseUrl;
  }

  /** Base URL of the hosted page, with a trailing slash. The page takes `?authToken=` and `&lang=`. */
  get uiUrl(): string {
    return this.context.uiUrl;
  }

  /** API key of the account `default`. */
  get apiKey(): string {
    return this.account().apiKey;
  }

  /** API secret of the account `default`. */
  get apiSecret(): string {
    return this.account().apiSecret;
  }

  /** Key that signs the webhooks of the account `default`; null for unsigned. A new key counts for the next webhooks. */
  get signingKey(): string | null {
    return this.account().signingKey;
  }

  set signingKey(key: string | null) {
    this.account().signingKey = key;
  }

  /** Where the webhooks of the account `default` go; undefined for nowhere. A new URL counts for the next webhooks. */
  get webhookUrl(): string | undefined {
    return this.account().webhookUrl;
  }

  /** @throws {SimulatorInputError} when it is not an http or https URL */
  set webhookUrl(url: string | undefined) {
    this.account().webhookUrl = url === undefined ? undefined : webUrl(url, 'webhookUrl');
  }

  /**
   * One of the accounts, to read its keys or to change where its webhooks go.
   *
   * @throws {SimulatorInputError} when the simulator was not started with an account of this name
   */
  account(name = 'default'): SimulatedAccount {
    const account = this.context.settings.accounts.find((candidate) => candidate.name === name);
    if (account === undefined) {
      throw new SimulatorInputError('account', 'must be one of those that the simulator was started with');
    }
    return account;
  }

  /** The simulated time. */
  get now(): Date {
    return new Date(this.context.clock.now());
  }

  /**
   * Sets the outcome of a verification and sends its webhook.
   *
   * @throws {SimulatorInputError} for an unknown scanRef or an invalid outcome
   */
  outcome(scanRef: string, outcome: SimulatedOutcome): SimulatedVerification {
    return this.controls.outcome(scanRef, outcome);
  }

  /**
   * Sends a webhook without changing the verification: a documented event such as `FACIAL_AUTHENTICATION`, or any other.
   *
   * @throws {SimulatorInputError} for an unknown scanRef or an invalid webhook
   */
  sendWebhook(scanRef: string, webhook: WebhookToSend): void {
    this.controls.sendWebhook(scanRef, webhook);
  }

  /** Breaks the next requests or webhooks. @throws {SimulatorInputError} for an invalid fault */
  fault(fault: SimulatedFault): void {
    this.controls.fault(fault);
  }

  /** Removes every fault. */
  clearFaults(): void {
    this.controls.clearFaults();
  }

  /**
   * Moves the clock forward. Everything that becomes due has happened when this returns; its webhooks are being sent.
   *
   * @throws {SimulatorInputError} when the seconds are not a number of at least 0
   */
  advance(seconds: number): void {
    this.controls.clock({ advanceSeconds: seconds });
  }

  /** Sets the clock. Setting it back undoes nothing. @throws {SimulatorInputError} when it is not a date */
  setNow(now: Date | string | number): void {
    this.controls.clock({ now });
  }

  /**
   * The last 10,000 requests, oldest first, without control calls. Credentials are masked, images are cut.
   *
   * @param path returns only requests to this path; `:name` matches one segment, a final `*` the rest
   */
  requests(path?: string): readonly SimulatedRequest[] {
    return this.controls.requests(path);
  }

  /** The last 10,000 webhooks, oldest first. */
  webhooks(): readonly SimulatedWebhook[] {
    return this.controls.webhooks();
  }

  /** The whole state of a verification. @throws {SimulatorInputError} for an unknown scanRef */
  verification(scanRef: string): SimulatedVerification {
    return this.controls.verification(scanRef);
  }

  /**
   * Forgets everything but the options, and begins a new series of ids: services that remember the earlier ones would refuse
   * them. @param options a `seed`, which begins its own series again
   */
  reset(options: { readonly seed?: string | number } = {}): void {
    this.controls.reset(options);
  }

  /** Resolves when everything due has happened and every webhook has been answered or given up. */
  async settled(): Promise<void> {
    this.context.timers.catchUp();
    await this.context.deliveries.settled();
  }

  /**
   * Stops: cuts connections, gives up webhooks being sent, writes the state file.
   *
   * @throws {NodeJS.ErrnoException} when the state file cannot be written
   */
  async close(): Promise<void> {
    this.closing.abort();
    this.context.timers.clear();
    this.context.deliveries.close();
    await this.server.close();
    await this.stateFile?.close();
  }
}
