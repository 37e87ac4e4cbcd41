import { createHash } from 'node:crypto';
import type { Session } from '../sessions/session.js';
import { type CheckName, resultImpliedBy, resultsOfCheck } from './check-results.js';

const REGISTRY_COUNTRIES = ['LT', 'HU', 'US'];

/** Whether the token asks for the check. The other checks have a result only when it is chosen. */
const ASKED: Readonly<Partial<Record<CheckName, (session: Session) => boolean>>> = {
  aml: ({ request }) =>
    request.checkAml === true || request.autoAmlMonitoring === true || isLegacyAml(request),
  lid: ({ request }) => request.checkLid === true || request.fraudServices?.includes('LID') === true,
  criminal: ({ request }) => request.checkCriminal === true,
  registry: ({ request, submission }) =>
    REGISTRY_COUNTRIES.includes(submission?.country ?? '') &&
    request.registryCentersCountries?.includes(submission?.country ?? '') === true,
  driverLicense: ({ request }) => request.checkDriverLicense === true,
  address: ({ request }) => request.verifyAddress === true,
  email: ({ request }) => request.verifyEmail === true,
  phone: ({ request }) => request.verifyPhone === true,
  bank: ({ request }) =>
    request.verifyBank === true ||
    request.verifyBankAccounts === true ||
    request.verifyBankBalances === true ||
    request.verifyBankTransactions === true,
  bankCard: ({ request }) => request.bankCardVerification === true,
  risk: ({ request }) => typeof request.riskAssessmentProfile === 'string',
  ipProxy: ({ request }) => request.checkIpProxy === true,
  manualAddress: ({ request, submission }) =>
    typeof request.address === 'string' && submission?.steps.includes('UTILITY_BILL') === true,
};

function isLegacyAml({ fraudServices }: Session['request']): boolean {
  return fraudServices?.some((service) => service !== 'LID') === true;
}

/**
 * The result of a check: the chosen one, the one that a tag implies, or the usual one when the token asks for it. Undefined
 * before the submission and after an erasure.
 */
export function checkedResult(session: Session, check: CheckName): string | undefined {
  if (session.submission === null) return undefined;
  const chosen = session.checks[check];
  if (chosen !== undefined) return chosen;
  const { fraudTags = [], mismatchTags = [] } = session.results ?? {};
  const implied = resultImpliedBy([...fraudTags, ...mismatchTags], check);
  if (implied !== undefined) return implied;
  return ASKED[check]?.(session) === true ? resultsOfCheck(check)[0] : undefined;
}

/** An id that is always the same for a part of a verification. */
export function idOf({ scanRef }: Session, part: string): string {
  const hex = createHash('sha256').update(`${scanRef}/${part}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The day of the analysis, YYYY-MM-DD. */
export function checkDayOf({ finishedAt, createdAt }: Session): string {
  return new Date(finishedAt ?? createdAt).toISOString().slice(0, 10);
}
