import type { IdentificationWebhook, WebhookStatus } from '@nestjs-idenfy/contract';

/** How nulls and undocumented fields are sent. */
export const PROFILES = ['documented-samples', 'strict-openapi'] as const;

export type Profile = (typeof PROFILES)[number];

/** The body as a profile sends it. The two differ in fields without a value only, so receivers rank both alike. */
export type ProfiledWebhook = Partial<IdentificationWebhook>;

/** Fields of `status` that only older webhooks and the schema in the dashboard have. */
const LEGACY_STATUS_FIELDS = [
  'suspicionReasons',
  'denyReasons',
  'amlResultClass',
  'pepsStatus',
  'sanctionsStatus',
  'adverseMediaStatus',
] as const satisfies readonly (keyof WebhookStatus)[];

/**
 * `documented-samples`: as iDenfy's samples have it; what was not analysed is null, and the two ids of business flows are
 * absent. `strict-openapi`: as its OpenAPI file has it; those are values, and fields that the file does not have are left out.
 */
export function inProfile(profile: Profile, body: IdentificationWebhook): ProfiledWebhook {
  const { companyId, beneficiaryId, ...others } = body;
  if (profile === 'documented-samples') {
    return {
      ...others,
      ...(companyId !== null && { companyId }),
      ...(beneficiaryId !== null && { beneficiaryId }),
    };
  }
  const { additionalData: _, ...documented } = others;
  return {
    ...documented,
    companyId: companyId ?? '',
    beneficiaryId: beneficiaryId ?? '',
    status: strictStatus(body.status),
  };
}

function strictStatus(status: WebhookStatus): WebhookStatus {
  const unasked = status.autoFace === 'FACE_NOT_CHECKED';
  const strict: WebhookStatus = {
    ...status,
    autoFace: status.autoFace ?? 'FACE_NOT_ANALYSED',
    manualFace: status.manualFace ?? (unasked ? 'FACE_NOT_CHECKED' : 'FACE_NOT_ANALYSED'),
    autoDocument: status.autoDocument ?? 'DOC_NOT_ANALYSED',
    manualDocument: status.manualDocument ?? 'DOC_NOT_ANALYSED',
  };
  for (const field of LEGACY_STATUS_FIELDS) delete strict[field];
  return strict;
}
