import {
  DOCUMENT_PASS,
  DOCUMENT_RESULTS,
  FACE_PASS,
  FACE_RESULTS,
  FRAUD_TAGS,
  MISMATCH_TAGS,
} from '@nestjs-idenfy/contract';
import {
  CHECK_NAMES,
  type CheckName,
  type ChosenChecks,
  resultsOfCheck,
  tagsOfChecks,
} from './checks/check-results.js';
import type { Verdict } from './sessions/analysis-results.js';
import type { WebhookFields } from './webhooks/webhook-fields.js';

/** A result of the automatic analysis that was chosen by its name. */
export interface Scenario {
  readonly verdict: Verdict;
  readonly fraudTags?: readonly string[];
  readonly mismatchTags?: readonly string[];
  readonly autoFace?: string;
  readonly autoDocument?: string;
  readonly checks?: ChosenChecks;
  readonly webhook?: WebhookFields;
}

/** Scenarios that belong together: name → scenario. */
export interface ScenarioGroup {
  readonly title: string;
  readonly scenarios: ReadonlyMap<string, Scenario>;
}

const NOT_REASONS: readonly string[] = [
  DOCUMENT_PASS,
  FACE_PASS,
  'DOC_NOT_ANALYSED',
  'FACE_NOT_ANALYSED',
  'FACE_NOT_CHECKED',
];

const CHECK_TITLES: Readonly<Record<CheckName, string>> = {
  aml: 'Check: anti-money laundering',
  lid: 'Check: lost and invalid documents',
  criminal: 'Check: criminal records',
  registry: 'Check: registry centre',
  driverLicense: "Check: driver's licence",
  address: 'Check: address',
  manualAddress: 'Check: address read by a reviewer',
  gdc: 'Check: global data sources',
  email: 'Check: e-mail',
  phone: 'Check: phone',
  bank: 'Check: bank, risk',
  bankCard: 'Check: bank card',
  risk: 'Check: risk assessment',
  ipProxy: 'Check: IP address, risk',
  face: 'Check: same face in other verifications',
  documentFace: 'Check: same document face in other verifications',
  steps: 'Additional steps',
};

// Plain identity verifications have neither id.
const BUSINESS_FLOW: Scenario = {
  verdict: 'APPROVED',
  webhook: {
    companyId: '00000000-0000-4000-8000-00000000000c',
    beneficiaryId: '00000000-0000-4000-8000-00000000000b',
  },
};

/** Everything that the analysis can end with, by name, as the page offers it. */
export const SCENARIO_GROUPS: readonly ScenarioGroup[] = [
  group('Plain results', ['APPROVED', 'DENIED', 'SUSPECTED'] as const, (verdict) => [verdict, { verdict }]),
  group('Denied: the document', reasons(DOCUMENT_RESULTS), (autoDocument) => [
    `DENIED:document:${autoDocument}`,
    { verdict: 'DENIED', autoDocument },
  ]),
  group('Denied: the face', reasons(FACE_RESULTS), (autoFace) => [
    `DENIED:face:${autoFace}`,
    { verdict: 'DENIED', autoFace },
  ]),
  group('Suspected: fraud tags', FRAUD_TAGS, (tag) => [
    `SUSPECTED:${tag}`,
    { verdict: 'SUSPECTED', fraudTags: [tag] },
  ]),
  group('Suspected: mismatch tags', MISMATCH_TAGS, (tag) => [
    `SUSPECTED:${tag}`,
    { verdict: 'SUSPECTED', mismatchTags: [tag] },
  ]),
  ...CHECK_NAMES.map((check) =>
    group(checkTitle(check), resultsOfCheck(check), (result) => [
      `${check}:${result}`,
      ofCheck(check, result),
    ]),
  ),
  group('Other parts of the webhook', ['BUSINESS_FLOW'] as const, (name) => [
    `webhook:${name}`,
    BUSINESS_FLOW,
  ]),
];

const SCENARIOS: ReadonlyMap<string, Scenario> = new Map(
  SCENARIO_GROUPS.flatMap(({ scenarios }) => [...scenarios]),
);

export function checkTitle(check: CheckName): string {
  return CHECK_TITLES[check];
}

export function scenarioNamed(name: string): Scenario | undefined {
  return SCENARIOS.get(name);
}

function reasons(results: readonly string[]): readonly string[] {
  return results.filter((result) => !NOT_REASONS.includes(result));
}

function ofCheck(check: CheckName, result: string): Scenario {
  const checks = { [check]: result };
  const { fraudTags, mismatchTags } = tagsOfChecks(checks);
  return { verdict: fraudTags.length + mismatchTags.length > 0 ? 'SUSPECTED' : 'APPROVED', checks };
}

function group<Item>(
  title: string,
  items: readonly Item[],
  scenarioOf: (item: Item) => [string, Scenario],
): ScenarioGroup {
  return { title, scenarios: new Map(items.map(scenarioOf)) };
}
