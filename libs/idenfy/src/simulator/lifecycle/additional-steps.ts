import type { AdditionalStepType } from '../../contract/additional-step.js';
import type { TokenRequest } from '../../contract/token.js';

/** An additional step of a token, whatever country and document it was written under. */
export interface NamedStep {
  readonly name: string;
  readonly type: AdditionalStepType;
}

/** The steps of a token, each name once; the older `utilityBill` switch counts as one. */
export function additionalStepsOf(request: TokenRequest): readonly NamedStep[] {
  const steps = new Map<string, AdditionalStepType>();
  if (request.utilityBill === true) steps.set('UTILITY_BILL', 'UPLOAD');
  for (const documents of Object.values(request.additionalSteps ?? {})) {
    for (const named of Object.values(documents)) {
      if (Array.isArray(named)) named.forEach((name: string) => steps.set(name, 'UPLOAD'));
      else Object.entries(named).forEach(([name, step]) => steps.set(name, step.type));
    }
  }
  return [...steps].map(([name, type]) => ({ name, type }));
}
