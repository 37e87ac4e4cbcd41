import { IMAGE_STEPS } from '../../contract/process.js';

const STEP_NAME = /^[A-Z][A-Z0-9_]{0,39}$/;

/**
 * Why a picture may not go by that name; undefined when it may. It must be a documented step or one that the
 * session asks for; where nobody knows what the session asks for, it must at least look like one.
 *
 * @param additionalSteps names of the steps that the session asks for besides document and face
 */
export function stepProblem(name: string, additionalSteps?: readonly string[]): string | undefined {
  if (additionalSteps === undefined) {
    return STEP_NAME.test(name) ? undefined : 'is not named like a step: upper-case letters, digits and _';
  }
  const taken = [...new Set([...IMAGE_STEPS, ...additionalSteps])];
  return taken.includes(name)
    ? undefined
    : `is not known here; the pictures of this verification are ${taken.join(', ')}`;
}
