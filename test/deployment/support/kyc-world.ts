import { idenfyMigrations } from 'nestjs-idenfy/migrations';
import { IdenfySimulator, type SimulatorOptions } from '@nestjs-idenfy/simulator';
import { DataSource } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { Visitor } from '../../support/visitor.js';
import { HOST_TABLES } from '../replica/host-books.js';
import type { ReplicaSettings } from '../replica/replica-settings.js';
import { type CompiledReplica, compileReplica } from './compiled-replica.js';
import { Fleet } from './fleet.js';
import { LoadBalancer } from './load-balancer.js';
import { ReplicaProcess } from './replica-process.js';

export const SIGNING_KEY = 'a-signing-key-of-this-test';

export interface WorldOptions extends SimulatorOptions {
  /** An empty one. @default one in the server that all specs share */
  readonly database?: TestDatabase;
}

/** The environment of replicas: a database with all tables, a simulated iDenfy, and the address of its webhooks. */
export class KycWorld {
  readonly #kills: (() => Promise<unknown>)[] = [];

  private constructor(
    readonly database: TestDatabase,
    readonly simulator: IdenfySimulator,
    readonly balancer: LoadBalancer,
    private readonly compiled: CompiledReplica,
  ) {}

  static async open({ database: given, ...options }: WorldOptions = {}): Promise<KycWorld> {
    const compiled = await compileReplica();
    const database = given ?? (await createTestDatabase());
    await makeTables(database.url);
    const balancer = await LoadBalancer.open();
    const webhookUrl = `${balancer.url}/idenfy/webhooks`;
    const simulator = await IdenfySimulator.start({
      port: 0,
      signingKey: SIGNING_KEY,
      webhookUrl,
      ...options,
    });
    return new KycWorld(database, simulator, balancer, compiled);
  }

  /** Several replicas behind the load balancer. */
  async fleet(size: number, settings: Partial<ReplicaSettings> = {}): Promise<Fleet> {
    const fleet = await Fleet.start(size, this.balancer, this.compiled.main, this.#settings(settings));
    this.#kills.push(() => fleet.stop());
    return fleet;
  }

  /** One replica behind the load balancer, in place of those before it; they live on. */
  async replica(settings: Partial<ReplicaSettings> = {}): Promise<ReplicaProcess> {
    const replica = new ReplicaProcess(this.compiled.main, this.#settings(settings));
    this.#kills.push(() => replica.kill());
    await this.routeTo(replica);
    return replica;
  }

  async routeTo(replica: ReplicaProcess): Promise<void> {
    this.balancer.routeTo([Number(new URL(await replica.url).port)]);
  }

  person(clientId: string): Visitor {
    return new Visitor(this.balancer.url, clientId);
  }

  /** A session of this person that iDenfy has answered. */
  async session(clientId: string): Promise<string> {
    const { status, body } = await this.person(clientId).post('/idenfy/verifications', {});
    if (status !== 201) throw new Error(`no session for ${clientId}: ${status} ${JSON.stringify(body)}`);
    return String(body['scanRef']);
  }

  /** All of them. */
  async killReplicas(): Promise<void> {
    await Promise.all(this.#kills.splice(0).map((kill) => kill()));
  }

  async close(): Promise<void> {
    await this.killReplicas();
    await this.balancer.close();
    await this.simulator.close();
    await this.database.drop();
    await this.compiled.remove();
  }

  #settings({ idenfy, ...rest }: Partial<ReplicaSettings>): ReplicaSettings {
    const { apiKey, apiSecret, url: baseUrl, uiUrl } = this.simulator;
    const webhooks = { signingKeys: [SIGNING_KEY], ...idenfy?.webhooks };
    return {
      databaseUrl: this.database.url,
      idenfy: { apiKey, apiSecret, baseUrl, uiUrl, ...idenfy, webhooks },
      ...rest,
    };
  }
}

async function makeTables(url: string): Promise<void> {
  const dataSource = new DataSource({ type: 'postgres', url, migrations: idenfyMigrations });
  await dataSource.initialize();
  await dataSource.runMigrations();
  await dataSource.query(HOST_TABLES);
  await dataSource.destroy();
}
