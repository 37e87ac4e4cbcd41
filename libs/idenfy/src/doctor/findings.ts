import type { FindingKind } from './finding-kind.js';
import { ROUTE_FINDINGS } from './route-findings.js';
import { SERVICE_FINDINGS } from './service-findings.js';

const FINDINGS = { ...SERVICE_FINDINGS, ...ROUTE_FINDINGS };

/** Names a finding in every language and version. */
export type FindingCode = keyof typeof FINDINGS;

/** Values that are put into a text, by their names. */
export type FindingValues = Readonly<Record<string, string | number>>;

type NamesIn<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;

/** The values that the texts of a finding name. A text that is no literal would name none. */
type ValuesOf<Code extends FindingCode> = FindingValues &
  Readonly<Record<NamesIn<(typeof FINDINGS)[Code][keyof (typeof FINDINGS)[Code]]>, string | number>>;

/** What one check found out. */
export interface Outcome {
  readonly status: FindingKind['status'];
  /** What was found, in a few words. Never a secret, and nothing of a person. */
  readonly detail: string;
  /** What to do about it. */
  readonly hint?: string | undefined;
  /** The same as codes and values, for texts in other languages: one, or one for each account. */
  readonly found: readonly { readonly code: FindingCode; readonly values: FindingValues }[];
}

/** The outcome with this code. Values that its texts do not name may go with them, for texts in other languages. */
export function found<Code extends FindingCode>(
  code: Code,
  ...[values]: FindingValues extends ValuesOf<Code> ? [] : [ValuesOf<Code>]
): Outcome;
export function found(code: FindingCode, values: FindingValues = {}): Outcome {
  const { status, detail, hint }: FindingKind = FINDINGS[code];
  return {
    status,
    detail: filled(detail, values),
    hint: hint === undefined ? undefined : filled(hint, values),
    found: [{ code, values }],
  };
}

function filled(text: string, values: FindingValues): string {
  return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name]));
}

/** The worst of several outcomes, with what was found in each; all of them count as one line. */
export function combined(outcomes: readonly Outcome[]): Outcome {
  const worst = (['failed', 'warning', 'ok'] as const).find((status) =>
    outcomes.some((outcome) => outcome.status === status),
  );
  const told = outcomes.filter(({ status }) => status === worst);
  return {
    status: worst ?? 'ok',
    detail: told.map(({ detail }) => detail).join('; '),
    hint: told.find(({ hint }) => hint !== undefined)?.hint,
    found: told.flatMap((outcome) => outcome.found),
  };
}
