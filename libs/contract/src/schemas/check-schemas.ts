import {
  type AmlArticle,
  AML_ARTICLE_TYPES,
  type AmlCheck,
  type AmlCheckArticle,
  type AmlCheckMatch,
  type AmlListing,
  AML_SUSPICION_TYPES,
  type CriminalOffense,
  type CriminalRecord,
  type LidRecord,
  SERVICE_STATUSES,
  type ServiceResult,
  type ServiceStatus,
} from '../aml.js';
import {
  BANK_CARD_NO_MATCH_REASONS,
  BANK_CARD_STATUSES,
  type BankAccount,
  type BankBalances,
  type BankCardVerification,
  type BankVerification,
} from '../bank.js';
import {
  ADDRESS_QUALITIES,
  ADDRESS_STATUSES,
  type AddressVerification,
  type DriverLicenseCheck,
  type EmailVerification,
  type PhoneVerification,
  type RiskAssessment,
} from '../checks.js';
import { COUNTRIES } from '../documents.js';
import { QUESTION_TYPES, type QuestionnaireAnswer, type QuestionnaireAnswers } from '../questionnaire.js';
import {
  type HungaryRegistryCheck,
  type LithuaniaRegistryCheck,
  REGISTRY_MATCHES,
  US_REGISTRY_FIELDS,
  type UsRegistryCheck,
} from '../registry.js';
import { RISK_LEVELS } from '../tags.js';
import {
  BOOLEAN,
  each,
  formatted,
  FREE_OBJECT,
  INTEGER,
  type JsonSchema,
  listOf,
  NUMBER,
  oneOf,
  orNull,
  table,
  text,
} from './json-schema.js';

/** The states of the US and the District of Columbia (OAS). */
const US_REGIONS =
  'AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY'.split(
    ' ',
  );

const SOME_TEXT = orNull(text());
const COUNTRY = oneOf(COUNTRIES);

const AML_TEXTS = [
  'name',
  'surname',
  'nationality',
  'dob',
  'reason',
  'listNumber',
  'listName',
  'lastUpdate',
  'category',
  'otherInformation',
  'checkDate',
] as const;

const COMPANY_COLUMNS = {
  ...each(AML_TEXTS, SOME_TEXT),
  suspicion: orNull(oneOf(AML_SUSPICION_TYPES)),
  ...each(['score', 'pepLevel'], orNull(INTEGER)),
  ...each(['isPerson', 'isActive'], orNull(BOOLEAN)),
  linkedDocument: orNull(formatted('uri')),
  whitelisted: BOOLEAN,
};

const PERSON = table<AmlListing>({ ...COMPANY_COLUMNS, exitDate: SOME_TEXT }, ['whitelisted']);
const COMPANY = table<Omit<AmlListing, 'exitDate'>>(COMPANY_COLUMNS, ['whitelisted']);
const ARTICLE = table<AmlArticle>({
  ...each(['title', 'url', 'text', 'score', 'publishDate'], SOME_TEXT),
  type: orNull(oneOf(AML_ARTICLE_TYPES)),
  checkDate: text(),
});

const SERVICE_STATUS = table<ServiceStatus>({
  ...each(['serviceSuspected', 'serviceUsed', 'serviceFound', 'checkSuccessful'], BOOLEAN),
  overallStatus: oneOf(SERVICE_STATUSES),
});

function service(
  serviceName: JsonSchema,
  item: JsonSchema,
  optional: readonly (keyof ServiceResult)[],
): JsonSchema {
  return table<ServiceResult>(
    {
      status: SERVICE_STATUS,
      serviceName,
      uid: text(),
      serviceGroupType: text(),
      errorMessage: SOME_TEXT,
      data: listOf(item),
    },
    optional,
  );
}

/** One item of `AML`; `serviceName` decides the shape of its hits. */
export const AML_SERVICE: JsonSchema = {
  anyOf: [
    service(oneOf(['AML_NAMES_CHECK', 'AML_OPEN_SANCTIONS']), PERSON, ['data']),
    service(oneOf(['COMPANY_CHECK']), COMPANY, ['data']),
    service(oneOf(['AML_NEWS', 'INHOUSE_ADVERSE_MEDIA']), ARTICLE, ['data']),
  ],
};

export const LID_SERVICE = service(
  text(),
  table<LidRecord>({
    ...each(['documentNumber', 'expiryDate', 'checkDate'], text()),
    documentType: SOME_TEXT,
    valid: BOOLEAN,
  }),
  ['serviceGroupType'],
);

const OFFENSE = table<CriminalOffense>(
  each(
    [
      'offense',
      'offenseClass',
      'offenseDescription',
      'offenseLevel',
      'sentenceDate',
      'courtName',
      'courtCaseNumber',
      'releaseDate',
    ],
    SOME_TEXT,
  ),
);

export const CRIMINAL_SERVICE = service(
  text(),
  table<CriminalRecord>({
    offenses: listOf(OFFENSE),
    ...each(['fullName', 'county'], SOME_TEXT),
    region: orNull(oneOf(US_REGIONS)),
  }),
  ['serviceGroupType'],
);

const AML_CHECK_ARTICLE = table<AmlCheckArticle>({
  ...each(['title', 'text', 'score', 'type', 'publishDate'], SOME_TEXT),
  url: text(),
});

const AML_CHECK_MATCH = table<AmlCheckMatch>(
  {
    ...each(['match', 'resourceId'], text()),
    version: INTEGER,
    datasets: listOf(text()),
    ...each(['name', 'gender', 'pepTier'], SOME_TEXT),
    score: orNull(INTEGER),
    addresses: orNull(
      listOf(table<{ city: string; geography: string }>(each(['city', 'geography'], SOME_TEXT))),
    ),
    ...each(['datesOfBirth', 'nationalities', 'countries'], orNull(listOf(text()))),
    ...each(['currentSanBodyIds', 'formerSanBodyIds'], orNull(listOf(INTEGER))),
    profileImage: orNull(formatted('uri')),
  },
  ['pepTier', 'profileImage'],
);

export const AML_CHECK = table<AmlCheck>({
  ...each(['id', 'overallStatus'], SOME_TEXT),
  statusSetBy: orNull(FREE_OBJECT),
  statusSetAt: orNull(formatted('date-time')),
  adverseMedia: orNull(listOf(AML_CHECK_ARTICLE)),
  amlCheck: orNull(listOf(AML_CHECK_MATCH)),
});

export const ADDRESS = table<AddressVerification>(
  {
    address: text(255),
    status: oneOf(ADDRESS_STATUSES),
    accuracy: orNull(INTEGER),
    quality: orNull(oneOf(ADDRESS_QUALITIES)),
    country: orNull(COUNTRY),
  },
  ['country'],
);

const QUESTION = table<QuestionnaireAnswer>({
  ...each(['key', 'title'], text()),
  type: oneOf(QUESTION_TYPES),
  value: { anyOf: [listOf(text()), text(), BOOLEAN, { type: 'null' }] },
});

export const QUESTIONNAIRE = table<QuestionnaireAnswers>({
  title: text(),
  sections: listOf(
    table<{ title: string; questions: unknown }>({ title: text(), questions: listOf(QUESTION) }),
  ),
});

export const RISK = table<RiskAssessment>({
  riskScore: orNull({ ...INTEGER, minimum: 0, maximum: 100 }),
  riskLevel: orNull(oneOf(RISK_LEVELS)),
});

export const EMAIL = table<EmailVerification>({ email: formatted('email', 254), emailVerified: BOOLEAN });

export const PHONE = table<PhoneVerification>({ phone: text(), phoneVerified: BOOLEAN });

export const BANK_CARD = table<BankCardVerification>({
  id: formatted('uuid'),
  status: oneOf(BANK_CARD_STATUSES),
  noMatchReason: orNull(oneOf(BANK_CARD_NO_MATCH_REASONS)),
  ...each(['name', 'firstSix', 'lastFour'], SOME_TEXT),
  expiryDate: orNull(formatted('date')),
  ...each(['nameMatch', 'lastFourMatch'], orNull(BOOLEAN)),
});

const BANK_ACCOUNT = table<BankAccount>({
  id: formatted('uuid'),
  currency: text(3),
  name: orNull(text(128)),
  iban: orNull(text(34)),
  transactionsCount: orNull(INTEGER),
  balancesOverview: orNull(table<BankBalances>(each(['bookedBalance', 'availableBalance'], orNull(NUMBER)))),
});

export const BANK = table<BankVerification>({
  id: formatted('uuid'),
  accounts: listOf(BANK_ACCOUNT),
  country: orNull(COUNTRY),
  bank: SOME_TEXT,
  riskLevel: orNull(oneOf(RISK_LEVELS)),
});

export const DRIVER_LICENSE = table<DriverLicenseCheck>({
  ...each(['name', 'surname'], text()),
  dateOfBirth: formatted('date'),
  state: text(2),
  gender: orNull(text(1)),
  documentNumber: SOME_TEXT,
  ...each(['dateOfIssue', 'dateOfExpiry'], orNull(formatted('date'))),
  ...each(
    [
      'nameMatch',
      'surnameMatch',
      'dateOfBirthMatch',
      'dateOfIssueMatch',
      'dateOfExpiryMatch',
      'documentNumberMatch',
      'genderMatch',
    ],
    orNull(BOOLEAN),
  ),
});

const HUNGARY = table<HungaryRegistryCheck>({
  resourceType: oneOf(['HungaryRegistryCenterCheck']),
  checkedMrz: text(100),
  ...each(['firstName', 'lastName', 'maidenName', 'mothersMaidenName', 'birthPlace'], orNull(text(100))),
  birthDate: orNull(formatted('date')),
  nationality: orNull(COUNTRY),
  ...each(['address', 'residentialAddress', 'idCard', 'passport', 'additionalData'], orNull(FREE_OBJECT)),
});

const LITHUANIA = table<LithuaniaRegistryCheck>({
  resourceType: oneOf(['LithuaniaRegistryCenterCheck']),
  checkedPersonalNumber: text(30),
  checkedDocumentType: text(2),
  personalNumber: orNull(text(30)),
  ...each(['name', 'surname', 'documentNumber'], orNull(text(100))),
  documentExpiration: orNull(formatted('date')),
  facePhoto: orNull(formatted('uri')),
});

const UNITED_STATES = table<UsRegistryCheck>({
  resourceType: oneOf(['Us15RegistryCenterCheck']),
  ...each(['firstName', 'lastName'], text(100)),
  ...each(['middleName', 'city'], orNull(text(100))),
  ...each(['address1', 'address2'], orNull(text(255))),
  state: orNull(text(2)),
  zip: orNull(text(10)),
  idNum: orNull(text(9)),
  dob: orNull(formatted('date')),
  yob: orNull(INTEGER),
  phone: SOME_TEXT,
  email: orNull(formatted('email', 254)),
  ...each(
    US_REGISTRY_FIELDS.map((field) => `${field}Status` as const),
    orNull(oneOf(REGISTRY_MATCHES)),
  ),
});

/** The answer of one registry. */
export const REGISTRY: JsonSchema = { anyOf: [HUNGARY, LITHUANIA, UNITED_STATES] };
