import type {
  AmlArticle,
  AmlCheck,
  AmlHit,
  AmlListing,
  AmlResultClass,
  CriminalRecord,
  LidRecord,
  ServiceResult,
} from '@nestjs-idenfy/contract';
import type { Session } from '../sessions/session.js';
import { checkDayOf, checkedResult, idOf } from './checked-results.js';

/** `AML`, the older form: one service for names, one for news. Null when it was not checked. */
export function amlServices(session: Session): ServiceResult<AmlHit>[] | null {
  const result = checkedResult(session, 'aml');
  if (result === undefined) return null;
  const listed = result === 'PEP' || result === 'SANCTION';
  const failed = result === 'FAILED' || result === 'SANCTIONS_FAILED';
  return [
    service<AmlHit>(
      session,
      { group: 'AML', name: 'AML_NAMES_CHECK', failed },
      listed ? [listing(session, result)] : [],
    ),
    service<AmlHit>(
      session,
      { group: 'AML', name: 'AML_NEWS', failed },
      result === 'ADVERSE_MEDIA' ? [article(session)] : [],
    ),
  ];
}

/** `amlCheck`, the newer form (v3). */
export function amlCheck(session: Session): AmlCheck | null {
  const result = checkedResult(session, 'aml');
  if (result === undefined) return null;
  const { title, text, url, score, type, publishDate } = article(session);
  const listed = result === 'PEP' || result === 'SANCTION';
  return {
    id: idOf(session, 'amlCheck'),
    overallStatus: amlClass(session),
    statusSetBy: null,
    statusSetAt: null,
    adverseMedia: result === 'ADVERSE_MEDIA' ? [{ title, text, url, score, type, publishDate }] : [],
    amlCheck: listed ? [profile(session, result)] : [],
  };
}

/** The legacy class of the whole check in `status`. */
export function amlClass(session: Session): AmlResultClass | null {
  switch (checkedResult(session, 'aml')) {
    case undefined:
      return null;
    case 'CLEAR':
      return 'NO_FLAGS';
    case 'FAILED':
    case 'SANCTIONS_FAILED':
      return 'NOT_CHECKED';
    default:
      return 'FLAGS_FOUND';
  }
}

/** The legacy class of one part of the check in `status`. @param result the result that concerns this part */
export function amlPartClass(
  session: Session,
  result: 'PEP' | 'SANCTION' | 'ADVERSE_MEDIA',
): AmlResultClass | null {
  const all = amlClass(session);
  return all === 'FLAGS_FOUND' && checkedResult(session, 'aml') !== result ? 'NO_FLAGS' : all;
}

export function lidServices(session: Session): ServiceResult<LidRecord>[] | null {
  const result = checkedResult(session, 'lid');
  if (result === undefined) return null;
  const record: LidRecord = {
    documentNumber: session.data?.docNumber ?? '',
    documentType: session.data?.docType ?? null,
    valid: false,
    expiryDate: session.data?.docExpiry ?? '',
    checkDate: checkDayOf(session),
  };
  const about = { group: 'LID', name: 'IrdInvalidPapers', failed: result === 'FAILED' } as const;
  return [service(session, about, result === 'FOUND' ? [record] : [])];
}

export function criminalServices(session: Session): ServiceResult<CriminalRecord>[] | null {
  const result = checkedResult(session, 'criminal');
  if (result === undefined) return null;
  const offense = {
    offense: 'SAMPLE OFFENSE',
    offenseClass: 'MISDEMEANOR',
    offenseDescription: 'An invented offense',
    offenseLevel: 'B',
    sentenceDate: '2019-05-14',
    courtName: 'SAMPLE COUNTY COURT',
    courtCaseNumber: '19-000001',
    releaseDate: null,
  };
  const record: CriminalRecord = {
    offenses: [offense],
    fullName: session.data?.fullName ?? null,
    county: 'SAMPLE COUNTY',
    region: 'CA',
  };
  const about = { group: 'CRIMINAL_CHECK', name: 'CRIMINAL_CHECK', failed: result === 'FAILED' } as const;
  return [service(session, about, result === 'FOUND' ? [record] : [])];
}

interface ServiceRun {
  readonly group: 'AML' | 'LID' | 'CRIMINAL_CHECK';
  readonly name: string;
  readonly failed: boolean;
}

/** A service that was used, with its hits. */
function service<Item>(
  session: Session,
  { group, name, failed }: ServiceRun,
  data: Item[],
): ServiceResult<Item> {
  const suspected = data.length > 0;
  return {
    status: {
      serviceSuspected: suspected,
      serviceUsed: true,
      serviceFound: true,
      checkSuccessful: !failed,
      overallStatus: suspected ? 'SUSPECTED' : 'NOT_SUSPECTED',
    },
    data,
    serviceName: name,
    serviceGroupType: group,
    uid: idOf(session, name).replaceAll('-', '').slice(0, 26).toUpperCase(),
    errorMessage: failed ? 'The service is not available.' : null,
  };
}

function listing({ data, ...session }: Session, result: string): AmlListing {
  const isSanction = result === 'SANCTION';
  return {
    name: data?.docFirstName ?? null,
    surname: data?.docLastName ?? null,
    nationality: data?.docNationality ?? null,
    dob: data?.docDob ?? null,
    suspicion: isSanction ? 'SANCTION' : 'PEPS',
    reason: isSanction ? 'Invented sanction' : 'Invented public office',
    listNumber: '1',
    listName: isSanction ? 'Sample sanctions list' : 'Sample PEP list',
    score: 96,
    pepLevel: isSanction ? null : 1,
    isPerson: true,
    isActive: true,
    lastUpdate: '2025-01-31',
    exitDate: null,
    category: isSanction ? 'SANCTION' : 'PEP',
    otherInformation: 'Nothing here is real.',
    linkedDocument: null,
    checkDate: checkDayOf({ data, ...session }),
    whitelisted: false,
  };
}

function article(session: Session): AmlArticle {
  return {
    title: 'An invented article',
    url: 'https://news.example.com/article',
    text: 'Nothing here is real.',
    score: '0.91',
    publishDate: '2024-03-05',
    type: 'NEGATIVE',
    checkDate: checkDayOf(session),
  };
}

function profile(session: Session, result: string): NonNullable<AmlCheck['amlCheck']>[number] {
  const { data } = session;
  const isSanction = result === 'SANCTION';
  return {
    match: 'sample',
    resourceId: idOf(session, 'amlProfile'),
    version: 1,
    datasets: [isSanction ? 'SAN_CURRENT' : 'PEP_CURRENT'],
    name: data?.fullName ?? null,
    gender: data?.docSex ?? null,
    score: 96,
    addresses: [{ city: 'Example', geography: data?.docIssuingCountry ?? null }],
    datesOfBirth: listed(data?.docDob),
    nationalities: listed(data?.docNationality),
    countries: listed(data?.docIssuingCountry),
    currentSanBodyIds: isSanction ? [1] : [],
    formerSanBodyIds: [],
    pepTier: isSanction ? null : 'PEP_TIER_1',
    profileImage: null,
  };
}

function listed(value: string | null | undefined): string[] | null {
  return typeof value === 'string' ? [value] : null;
}
