import { type DynamicModule, Module } from '@nestjs/common';
import { IdenfyClock } from '../client/clock.js';
import { IdenfyModule } from '../idenfy.module.js';
import type { IdenfyExtras, IdenfyOptions } from '../idenfy.options.js';
import { IdenfySimulator } from '../simulator/idenfy-simulator.js';
import type { SimulatorOptions } from '../simulator/options/simulator-options.js';
import { CallbackListener } from './callback-listener.js';
import { IdenfyTestbed } from './idenfy-testbed.js';

/** How {@link IdenfyTestingModule} is set up; the extras are those of `IdenfyModule`. */
export interface IdenfyTestingOptions extends IdenfyExtras {
  /** Options of `IdenfyModule`, over those that connect it with the simulator. */
  options?: Partial<IdenfyOptions>;
  /** Options of the simulator. Without `webhookUrl` its callbacks are taken in without your HTTP server. */
  simulator?: SimulatorOptions;
  /** Time for library and simulator, e.g. a `FakeClock`. @default the machine's */
  clock?: IdenfyClock;
}

@Module({})
class SimulatedIdenfy {}

/**
 * The library against a simulated iDenfy in this process, for tests of your own code. Import it where your application
 * imports `IdenfyModule`, beside a `TypeOrmModule` whose database has `idenfyMigrations`. Nothing works in the
 * background: `IdenfyTestbed` says when callbacks are applied and handlers are called.
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
  static forSimulator({
    options = {},
    simulator,
    clock,
    ...extras
  }: IdenfyTestingOptions = {}): DynamicModule {
    const host = simulatedIdenfy({
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
      inject: [IdenfySimulator],
      useFactory: (started: IdenfySimulator) => ({
        ...connectionTo(started),
        ...options,
        webhooks: webhooks(started, options),
      }),
    });
    return {
      module: IdenfyTestingModule,
      global: true,
      imports: [host, library],
      providers: [IdenfyTestbed, CallbackListener],
      exports: [IdenfyTestbed, host],
    };
  }
}

function simulatedIdenfy(options: SimulatorOptions): DynamicModule {
  const provider = { provide: IdenfySimulator, useFactory: () => IdenfySimulator.start(options) };
  return { module: SimulatedIdenfy, providers: [provider], exports: [IdenfySimulator] };
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
