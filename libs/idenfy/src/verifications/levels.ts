import {
  type AdditionalSteps,
  checkTokenRequest,
  isJsonObject,
  type TokenRequest,
  type TokenType,
} from '@nestjs-idenfy/contract';
import type { IdenfyVerification } from '../database/entities/verification.entity.js';
import { IdenfyConfigurationError } from '../errors/configuration.error.js';
import { IdenfyValidationError } from '../errors/refusal.errors.js';
import { CHECK_SWITCHES, checksIn, type CheckSwitch } from './checks.js';

/** What a level demands: fields of `/token` whose outcome the signed result tells. `{}` demands an approval alone. */
export interface IdenfyLevel extends Readonly<Partial<Record<CheckSwitch, true>>> {
  /** `IDENTIFICATION` demands that document and face passed, `DOCUMENT` the document. */
  readonly tokenType?: TokenType;
  /** Each step must be in the result, and the steps together `VALID`. */
  readonly additionalSteps?: AdditionalSteps;
}

/** Levels by name. */
export type IdenfyLevels = Readonly<Record<string, IdenfyLevel>>;

const NAME = /^[a-z][a-z0-9-]{0,39}$/;
const FIELDS: readonly string[] = ['tokenType', 'additionalSteps', ...CHECK_SWITCHES];

/** @throws IdenfyConfigurationError naming the first level or field at fault */
export function checkedLevels(levels: unknown, option: string): unknown {
  if (!isJsonObject(levels)) {
    throw new IdenfyConfigurationError({ option, hint: 'give an object of levels by name' });
  }
  for (const [name, level] of Object.entries(levels)) assertLevel(name, level, option);
  return levels;
}

function assertLevel(name: string, level: unknown, option: string): void {
  const refuse = (field: string, hint: string): never => {
    throw new IdenfyConfigurationError({ option: `${option}.${name}${field}`, hint });
  };
  if (!NAME.test(name)) refuse('', 'name a level with a to z, 0 to 9 and -, at most 40 characters');
  if (!isJsonObject(level))
    return refuse('', 'give an object of fields of the token request, {} for any approval');
  for (const [field, value] of Object.entries(level)) {
    if (!FIELDS.includes(field)) {
      refuse(`.${field}`, `give only fields whose outcome iDenfy reports: ${FIELDS.join(', ')}`);
    }
    const isSwitch = field !== 'tokenType' && field !== 'additionalSteps';
    if (isSwitch && value !== true)
      refuse(`.${field}`, 'give true, or leave it out: a level only adds checks');
  }
  const problem = checkTokenRequest({ ...level, clientId: 'any-person' });
  if (problem)
    refuse(
      `.${problem.field}`,
      `fix it, because iDenfy would refuse it: ${problem.message.replace(/\.$/, '')}`,
    );
}

/** @throws IdenfyValidationError for a level that the host does not have */
export function levelNamed(levels: IdenfyLevels, name: string): IdenfyLevel {
  const level = Object.hasOwn(levels, name) ? levels[name] : undefined;
  if (level) return level;
  const names = Object.keys(levels);
  throw new IdenfyValidationError({
    field: 'level',
    message:
      names.length === 0
        ? "Field 'level' cannot be used, because this service has no levels."
        : `Field 'level' must be one of the levels of this service: ${names.join(', ')}.`,
  });
}

/** The request with everything that the level demands. A level only adds: nothing that the request asks for is lost. */
export function raisedTo(
  { additionalSteps: demanded, ...level }: IdenfyLevel,
  request: Omit<TokenRequest, 'clientId'>,
): Omit<TokenRequest, 'clientId'> {
  const isWhole = request.tokenType === 'IDENTIFICATION' || level.tokenType === 'IDENTIFICATION';
  return {
    ...request,
    ...level,
    ...(isWhole && { tokenType: 'IDENTIFICATION' as const }),
    ...(demanded && { additionalSteps: withSteps(request.additionalSteps ?? {}, demanded) }),
  };
}

function withSteps(given: AdditionalSteps, demanded: AdditionalSteps): AdditionalSteps {
  const countries = Object.entries(demanded).map(([country, documents]) => {
    const known = given[country] ?? {};
    const added = Object.entries(documents).map(([document, steps]) => [
      document,
      both(known[document], steps),
    ]);
    return [country, { ...known, ...Object.fromEntries(added) }];
  });
  return { ...given, ...Object.fromEntries(countries) };
}

type Steps = AdditionalSteps[string][string];

/** Definitions where both have them; else names, whose definitions are those of the account. */
function both(given: Steps | undefined, demanded: Steps): Steps {
  if (given === undefined) return demanded;
  if (!isList(given) && !isList(demanded)) return { ...given, ...demanded };
  return [...new Set([...namesOf(given), ...namesOf(demanded)])];
}

function isList(steps: Steps): steps is readonly string[] {
  return Array.isArray(steps);
}

function namesOf(steps: Steps): readonly string[] {
  return isList(steps) ? steps : Object.keys(steps);
}

/** Whether the session of the verification asks for everything that the level demands. */
export function asksFor(
  { checksAsked }: Pick<IdenfyVerification, 'checksAsked'>,
  level: IdenfyLevel,
): boolean {
  return checksIn(level).every((check) => checksAsked.includes(check));
}

/** Whether everything that the level demands was asked for and came back clean. */
export function reaches(
  { checksClean }: Pick<IdenfyVerification, 'checksClean'>,
  level: IdenfyLevel,
): boolean {
  return checksIn(level).every((check) => checksClean.includes(check));
}
