import type { ServiceResult } from '../../contract/aml.js';

/** What a look-up service reports that was asked, and found nothing. */
export function nothingFound(
  group: 'AML' | 'LID' | 'CRIMINAL_CHECK',
  serviceName: string,
  scanRef: string,
): ServiceResult<never>[] {
  return [
    {
      status: {
        serviceSuspected: false,
        serviceUsed: true,
        serviceFound: true,
        checkSuccessful: true,
        overallStatus: 'NOT_SUSPECTED',
      },
      data: [],
      serviceName,
      serviceGroupType: group,
      uid: scanRef.replaceAll('-', '').slice(0, 26).toUpperCase(),
      errorMessage: null,
    },
  ];
}
