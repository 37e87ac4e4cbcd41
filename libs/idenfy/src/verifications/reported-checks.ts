import { isJsonObject } from '@nestjs-idenfy/contract';

/** A switch of `/token` whose check has a section of its own in the signed result. */
export type ReportedSwitch =
  | 'checkAml'
  | 'checkLid'
  | 'checkCriminal'
  | 'checkDriverLicense'
  | 'verifyAddress'
  | 'verifyEmail'
  | 'verifyPhone';

const STEP = 'additionalSteps.';

/** The name of an additional step among the checks. */
export function stepCheck(name: string): string {
  return STEP + name;
}

export function isStepCheck(check: string): boolean {
  return check.startsWith(STEP);
}

/** The checks that a signed result reports as clean in a section of its own. */
export function reportedClean(payload: Readonly<Record<string, unknown>>): string[] {
  const reported: Readonly<Record<ReportedSwitch, boolean>> = {
    checkAml: isAmlClean(payload),
    checkLid: areServicesClean(payload['LID']),
    checkCriminal: areServicesClean(payload['CRIMINAL_CHECK']),
    checkDriverLicense: isDriverLicenseClean(payload['driverLicenseCheck']),
    verifyAddress: fieldOf(payload['addressVerification'], 'status') === 'VERIFIED',
    verifyEmail: fieldOf(payload['emailVerification'], 'emailVerified') === true,
    verifyPhone: fieldOf(payload['phoneVerification'], 'phoneVerified') === true,
  };
  const steps = payload['additionalSteps'];
  const areStepsValid = fieldOf(payload['status'], 'additionalSteps') === 'VALID' && isJsonObject(steps);
  return [
    ...Object.entries(reported).flatMap(([name, clean]) => (clean ? [name] : [])),
    ...(areStepsValid ? Object.keys(steps).map(stepCheck) : []),
  ];
}

const AML_CLEAN: readonly unknown[] = ['NO_FLAGS', 'FALSE_POSITIVE', 'NOT_SUSPECTED'];

/** Every form that the result has must be clean, and it must have one. */
function isAmlClean(payload: Readonly<Record<string, unknown>>): boolean {
  const forms = [
    { found: someOf(payload['AML']), isClean: areServicesClean },
    {
      found: fieldOf(payload['amlCheck'], 'overallStatus'),
      isClean: (status: unknown) => AML_CLEAN.includes(status),
    },
    {
      found: fieldOf(payload['status'], 'amlResultClass'),
      isClean: (status: unknown) => AML_CLEAN.includes(status),
    },
  ].filter(({ found }) => found !== undefined && found !== null);
  return forms.length > 0 && forms.every(({ found, isClean }) => isClean(found));
}

/** An empty list says nothing. */
function someOf(list: unknown): unknown {
  return Array.isArray(list) && list.length === 0 ? null : list;
}

function areServicesClean(services: unknown): boolean {
  if (!Array.isArray(services) || services.length === 0) return false;
  return services.every((service: unknown) => {
    const status = fieldOf(service, 'status');
    return (
      fieldOf(status, 'overallStatus') === 'NOT_SUSPECTED' &&
      fieldOf(status, 'checkSuccessful') !== false &&
      fieldOf(status, 'serviceUsed') !== false
    );
  });
}

function isDriverLicenseClean(check: unknown): boolean {
  if (!isJsonObject(check)) return false;
  const matches = Object.entries(check).flatMap(([name, value]) => (name.endsWith('Match') ? [value] : []));
  return matches.includes(true) && !matches.includes(false);
}

function fieldOf(value: unknown, field: string): unknown {
  return isJsonObject(value) ? value[field] : undefined;
}
