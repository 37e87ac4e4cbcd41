import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import {
  type DynamicModule,
  Module,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import type { IdenfySimulator, SimulatorOptions } from '@nestjs-idenfy/simulator';
import { IdenfyClock } from '../client/clock.js';
import { getIdenfyToken } from '../client/registration.js';
import { Database } from '../database/database.js';
import { isIdenfyError } from '../errors/idenfy.error.js';
import { IdenfyModule } from '../idenfy.module.js';
import type { IdenfyExtras, IdenfyOptions } from '../idenfy.options.js';
import { IdenfyWorkers } from '../webhooks/idenfy-workers.js';
import { WebhookReceiver } from '../webhooks/webhook-inbox.js';
import { IdenfyTestbed } from './idenfy-testbed.js';

/** Options of {@link IdenfyTestingModule}; the inherited ones are those of `IdenfyModule`. */
export interface IdenfyTestingOptions extends IdenfyExtras {
  /** Options of `IdenfyModule`. They override those that connect it with the simulator. */
  options?: Partial<IdenfyOptions>;
  /** Options of the simulator. Without `webhookUrl`, its webhooks reach the library without your HTTP server. */
  simulator?: SimulatorOptions;
  /** The clock of library and simulator, for example a `FakeClock`. @default the machine's clock */
  clock?: IdenfyClock;
}

/**
 * The library with a simulated iDenfy in this process, to test your own code. Import it where your application imports
 * `IdenfyModule`, beside a `TypeOrmModule` whose database has `idenfyMigrations`. Nothing runs in the background:
 * webhooks are applied and handlers are called only when you call `IdenfyTestbed`.
 *
 * @example
 * ```ts
 * const testing = await Test.createTestingModule({
 *   imports: [TypeOrmModule.forRoot(testDatabase), IdenfyTestingModule.forSimulator(), AccountsModule],
 * }).compile();
 * await testing.init();
 *
 * const { verification } = await testing.get(IdenfyVerifications).start({ clientId: 'ada', actor });
 * await testing.get(IdenfyTestbed).decide(verification.scanRef!, { overall: 'APPROVED' });
 * // your @OnVerification('APPROVED') handler has run
 * ```
 */
@Module({})
export class IdenfyTestingModule {
  /**
   * The module for `imports`, which take a promise too.
   *
   * @throws Error when `@nestjs-idenfy/simulator` is not installed
   */
  static forSimulator(options: IdenfyTestingOptions = {}): Promise<DynamicModule> {
    const module = testingModule(options);
    // Nest awaits the promise later; until then a rejection must not end the process as an unhandled one.
    module.catch(() => undefined);
    return module;
  }
}

async function testingModule({
  options = {},
  simulator,
  clock,
  ...extras
}: IdenfyTestingOptions): Promise<DynamicModule> {
  const { IdenfySimulator: Simulator } = await simulatorPackage();
  const host = simulatedIdenfy(Simulator, {
    port: 0,
    seed: 'nestjs-idenfy/testing',
    ...(clock && { now: () => clock.now() }),
    ...simulator,
  });
  const library = IdenfyModule.forRootAsync({
    controllers: extras.access !== undefined,
    ...extras,
    replace: [...(clock ? [{ provide: IdenfyClock, useValue: clock }] : []), ...(extras.replace ?? [])],
    imports: [host],
    inject: [Simulator],
    useFactory: (started: IdenfySimulator) => ({
      ...connectionTo(started),
      ...options,
      webhooks: webhooks(started, options),
    }),
  });
  const { name } = extras;
  const testbed = getIdenfyToken(IdenfyTestbed, name);
  return {
    module: IdenfyTestingModule,
    global: true,
    imports: [host, library],
    providers: [
      {
        provide: testbed,
        inject: [Simulator, getIdenfyToken(IdenfyWorkers, name), getIdenfyToken(Database, name)],
        useFactory: (started: IdenfySimulator, workers: IdenfyWorkers, database: Database) =>
          new IdenfyTestbed(started, workers, database),
      },
      {
        provide: WebhookListener,
        inject: [Simulator, getIdenfyToken(WebhookReceiver, name)],
        useFactory: (started: IdenfySimulator, receiver: WebhookReceiver) =>
          new WebhookListener(started, receiver),
      },
    ],
    exports: [testbed, host],
  };
}

type SimulatorPackage = typeof import('@nestjs-idenfy/simulator');

// The simulator is an optional peer: the builders and the fake clock work without it.
async function simulatorPackage(): Promise<SimulatorPackage> {
  try {
    return await import('@nestjs-idenfy/simulator');
  } catch (error) {
    if (!(error instanceof Error && error.message.includes(`'@nestjs-idenfy/simulator'`))) throw error;
    throw new Error(
      'IdenfyTestingModule needs @nestjs-idenfy/simulator: npm install --save-dev @nestjs-idenfy/simulator',
      { cause: error },
    );
  }
}

@Module({})
class SimulatedIdenfy {}

function simulatedIdenfy(
  Simulator: SimulatorPackage['IdenfySimulator'],
  options: SimulatorOptions,
): DynamicModule {
  const provider = { provide: Simulator, useFactory: () => Simulator.start(options) };
  return { module: SimulatedIdenfy, providers: [provider], exports: [Simulator] };
}

function connectionTo({ apiKey, apiSecret, url, uiUrl }: IdenfySimulator): Partial<IdenfyOptions> {
  return { apiKey, apiSecret, baseUrl: url, uiUrl, reconciliation: { enabled: false } };
}

function webhooks({ signingKey }: IdenfySimulator, { webhooks: given = {} }: Partial<IdenfyOptions>) {
  return {
    ...(signingKey === null ? { requireSignature: false } : { signingKeys: [signingKey] }),
    ...given,
    worker: { enabled: false, ...given.worker },
  };
}

/** Receives the simulator's webhooks for an application that does not listen itself. */
class WebhookListener implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #server = createServer((request, response) => void this.#answer(request, response));

  constructor(
    private readonly simulator: IdenfySimulator,
    private readonly receiver: WebhookReceiver,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (this.simulator.webhookUrl !== undefined) return;
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    const { port } = this.#server.address() as AddressInfo;
    this.simulator.webhookUrl = `http://127.0.0.1:${port}/`;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.simulator.close();
    if (!this.#server.listening) return;
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.statusCode = await this.#receive(request).catch((error: unknown) =>
      isIdenfyError(error) ? (error.httpStatus ?? 500) : 500,
    );
    response.end();
  }

  async #receive(request: IncomingMessage): Promise<number> {
    await this.receiver.receive({
      body: await buffer(request),
      signature: request.headers['idenfy-signature']?.toString(),
      eventType: request.headers['idenfy-event-type']?.toString(),
    });
    return 200;
  }
}
