import { HttpService } from '@nestjs/axios';
import { Logger } from '@nestjs/common';
import { ChainCheck } from '../audit/chain-check.js';
import { IdenfyAccounts } from '../client/accounts.js';
import { resolveClientOptions } from '../client/client.options.js';
import { SystemClock, SystemRandom } from '../client/clock.js';
import { IdenfyClient } from '../client/idenfy-client.js';
import { InProcessRateBudget } from '../client/rate-budget.js';
import { ownAxios } from '../client/transport.js';
import type { Database } from '../database/database.js';
import { DatabaseOptions } from '../database/database.options.js';
import { type CheckContext, examine, type Finding } from '../doctor/check.js';
import { CHECKS } from '../doctor/idenfy-doctor.js';
import { WebhookProbe } from '../doctor/webhook-probe.js';
import { IdenfyConfigurationError } from '../errors/configuration.error.js';
import { developmentKey, FieldCipher, KeyRing, parseEncryptionKeys } from '../privacy/field-cipher.js';
import { KeyRotation } from '../rotation/key-rotation.js';
import { WebhookSenders } from '../webhooks/sender-authentication.js';
import { auditKeys } from './audit-keys.js';
import { openDatabase, type OpenDatabase } from './database.js';
import { type TableLocation, UsageError } from './flags.js';

/** What `nestjs-idenfy doctor` has to examine; its input is checked. */
export interface DoctorRequest {
  readonly account: string;
  readonly publicUrl: URL | undefined;
  readonly location: TableLocation;
}

/** Makes all checks with what the environment tells. Never throws: what is missing is a check that failed. */
export async function examineFromHere(request: DoctorRequest): Promise<Finding[]> {
  Logger.overrideLogger(false); // standard output is for the result
  const connection = await connect(request);
  const context = new EnvironmentContext(request, connection);
  try {
    return await examine(CHECKS, context);
  } finally {
    context.close();
    await connection.close?.();
  }
}

/** Either the database, or why there is none. */
type Connection = Partial<OpenDatabase> & { readonly problem?: unknown };

async function connect({ location }: DoctorRequest): Promise<Connection> {
  const listenUrl = process.env['DATABASE_LISTEN_URL']?.trim();
  const options = Object.assign(new DatabaseOptions(), listenUrl ? { listenUrl } : {});
  try {
    return await openDatabase('doctor', location, options);
  } catch (error) {
    if (!(error instanceof UsageError)) return { problem: error };
    const hint = 'set it to the address of the service, such as postgres://user:password@host:5432/database';
    return { problem: new IdenfyConfigurationError({ option: 'DATABASE_URL', hint }) };
  }
}

/** What checks examine, as the environment tells it. Each part is made when a check asks for it. */
class EnvironmentContext implements CheckContext {
  readonly isApplication = false;
  readonly clock = new SystemClock();
  readonly webhooks = { requireSignature: true };
  readonly accountNames: readonly string[];
  readonly probe: WebhookProbe | undefined;
  #client: IdenfyClient | undefined;

  constructor(
    private readonly request: DoctorRequest,
    private readonly connection: Connection,
  ) {
    const { account, publicUrl } = request;
    this.accountNames = [account];
    this.probe = publicUrl && new WebhookProbe(publicUrl, () => this.#firstSigningKey());
  }

  get database(): Database {
    const { database, problem } = this.connection;
    if (!database) throw problem;
    return database;
  }

  get accounts(): IdenfyAccounts {
    return new IdenfyAccounts(this.#given());
  }

  get client(): IdenfyClient {
    const options = resolveClientOptions(this.#given());
    this.#client ??= new IdenfyClient(
      this.accounts,
      options,
      this.clock,
      new SystemRandom(),
      new InProcessRateBudget(options, this.clock),
      new HttpService(ownAxios()),
    );
    return this.#client;
  }

  /** As the module makes it: without keys, one is derived from the API secret. */
  get keys(): KeyRing {
    const given = process.env['IDENFY_ENCRYPTION_KEYS']?.trim();
    if (given) return new KeyRing(parseEncryptionKeys(given.split(',')));
    const { account } = this.request;
    return new KeyRing([developmentKey(account, this.accounts.get(account).apiSecret)]);
  }

  get chains(): ChainCheck | undefined {
    if (!process.env['IDENFY_AUDIT_KEYS']?.trim()) return undefined;
    return new ChainCheck(this.database, auditKeys('doctor'));
  }

  get rotation(): KeyRotation {
    return new KeyRotation(this.database, new FieldCipher(this.keys));
  }

  get senders(): WebhookSenders {
    const { account } = this.request;
    const keys = required('IDENFY_WEBHOOK_SIGNING_KEYS', 'give the signing keys of the service').split(',');
    // the fingerprints stay in this process, so any key makes them
    const fingerprints = new KeyRing([developmentKey(account, 'doctor')]);
    return new WebhookSenders({ requireSignature: true }, { [account]: { signingKeys: keys } }, fingerprints);
  }

  close(): void {
    this.#client?.onApplicationShutdown();
  }

  #firstSigningKey() {
    if (!process.env['IDENFY_WEBHOOK_SIGNING_KEYS']?.trim()) return undefined;
    return this.senders.signingKeysOf(this.request.account)[0];
  }

  #given() {
    const where = 'give the value from the iDenfy dashboard (Settings, API keys)';
    const baseUrl = process.env['IDENFY_BASE_URL']?.trim();
    const proxy = process.env['IDENFY_PROXY_URL']?.trim();
    const apiKey = required('IDENFY_API_KEY', where);
    const apiSecret = required('IDENFY_API_SECRET', where);
    return {
      accounts: { [this.request.account]: { apiKey, apiSecret, ...(baseUrl && { baseUrl }) } },
      ...(proxy && { http: { proxy } }),
    };
  }
}

/** @throws IdenfyConfigurationError */
function required(name: string, hint: string): string {
  const value = process.env[name]?.trim();
  if (!value) throw new IdenfyConfigurationError({ option: name, hint });
  return value;
}
