import { TOKEN_FIELDS } from '../contract/token-fields.js';
import { checkTokenRequest } from '../contract/token-rules.js';
import type { StatusOverrides } from '../errors/error-answer.js';
import { IdenfyConfigurationError } from '../errors/idenfy-configuration.error.js';
import type { IdenfyCaller } from './access/caller.js';
import {
  type IdenfyRestOptions,
  type PersonField,
  REST_DEFAULTS,
  type TokenDefaults,
} from './http.options.js';
import { REDIRECT_FIELDS } from './start/redirect-fields.js';

const PERSON_FIELDS: ReadonlySet<string> = new Set([
  ...TOKEN_FIELDS.filter((field) => field !== 'clientId' && field !== 'personScanRef'),
  'skipAnalysis',
]);

/** `IdenfyRestOptions`, checked and complete. Injectable. */
export class HttpSettings {
  readonly personMaySet: ReadonlySet<string>;
  readonly redirectOrigins: ReadonlySet<string> | null;
  readonly errors: StatusOverrides;
  readonly requireAccessReason: boolean;
  readonly heartbeatMs: number;
  readonly #defaults: NonNullable<IdenfyRestOptions['defaults']>;

  /** @throws IdenfyConfigurationError naming the option and the mend */
  constructor(options: IdenfyRestOptions = {}) {
    const settings = { ...REST_DEFAULTS, ...options };
    this.redirectOrigins = settings.redirectOrigins ? new Set(settings.redirectOrigins.map(originOf)) : null;
    this.personMaySet = checkedPersonFields(settings.personMaySet, this.redirectOrigins !== null);
    this.errors = checkedStatuses(settings.errors ?? {});
    this.requireAccessReason = settings.requireAccessReason;
    this.heartbeatMs = checkedHeartbeat(settings.heartbeatMs);
    this.#defaults = settings.defaults ?? {};
    if (typeof this.#defaults === 'object') {
      checkDefaults(this.#defaults);
    }
  }

  /**
   * What a session started by this caller gets unless the request says otherwise.
   *
   * @throws IdenfyConfigurationError when the host's function gives what iDenfy would refuse
   */
  async defaultsFor(caller: IdenfyCaller): Promise<TokenDefaults> {
    if (typeof this.#defaults === 'object') {
      return this.#defaults;
    }
    const defaults = await this.#defaults(caller);
    checkDefaults(defaults);
    return defaults;
  }
}

function checkedPersonFields(fields: readonly PersonField[], originsGiven: boolean): ReadonlySet<string> {
  for (const field of fields) {
    if (!PERSON_FIELDS.has(field)) {
      const mend = 'name fields of the token request; clientId is never theirs to choose';
      throw new IdenfyConfigurationError({ option: 'personMaySet', mend });
    }
  }
  const redirect = REDIRECT_FIELDS.find((field) => fields.includes(field));
  if (redirect && !originsGiven) {
    const mend = `list the origins that ${redirect} may lead to, because personMaySet lets a person choose it`;
    throw new IdenfyConfigurationError({ option: 'redirectOrigins', mend });
  }
  return new Set(fields);
}

function originOf(value: string): string {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url?.protocol !== 'https:' || url.href !== `${url.origin}/`) {
    const mend = "give HTTPS origins, such as 'https://app.example.com'";
    throw new IdenfyConfigurationError({ option: 'redirectOrigins', mend });
  }
  return url.origin;
}

function checkedStatuses(errors: StatusOverrides): StatusOverrides {
  for (const [identifier, status] of Object.entries(errors)) {
    if (!Number.isInteger(status) || Number(status) < 400 || Number(status) > 599) {
      throw new IdenfyConfigurationError({
        option: `errors.${identifier}`,
        mend: 'give a status from 400 to 599',
      });
    }
  }
  return { ...errors };
}

function checkedHeartbeat(ms: number): number {
  if (!Number.isInteger(ms) || ms < 1_000 || ms > 60_000) {
    throw new IdenfyConfigurationError({
      option: 'heartbeatMs',
      mend: 'give a whole number from 1000 to 60000',
    });
  }
  return ms;
}

function checkDefaults(defaults: TokenDefaults): void {
  const unknown = Object.keys(defaults).find(
    (field) => !PERSON_FIELDS.has(field) || field === 'skipAnalysis',
  );
  if (unknown !== undefined) {
    const mend = 'give only fields of the token request, and no clientId';
    throw new IdenfyConfigurationError({ option: 'defaults', mend });
  }
  const problem = checkTokenRequest({ ...defaults, clientId: 'anybody' });
  if (problem) {
    const mend = `mend it, because iDenfy would refuse it: ${problem.message.replace(/\.$/, '')}`;
    throw new IdenfyConfigurationError({ option: `defaults.${problem.field}`, mend });
  }
}
