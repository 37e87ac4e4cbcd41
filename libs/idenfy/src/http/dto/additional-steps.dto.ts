import type { AdditionalData, AdditionalSteps } from '../../contract/additional-step.js';
import { TokenField } from './token-field.decorator.js';

/** What is asked for beside document and face. */
export class AdditionalStepsDto {
  @TokenField({ type: Boolean, description: 'Legacy; not together with additionalSteps.' })
  utilityBill?: boolean | null;

  @TokenField({
    type: 'object',
    additionalProperties: true,
    description: 'Country or ALL, then document type or ALL, then name of the step, then its definition.',
    example: { ALL: { ALL: { UTILITY_BILL: { type: 'UPLOAD' } } } },
  })
  additionalSteps?: AdditionalSteps;

  @TokenField({
    type: 'object',
    additionalProperties: true,
    description:
      'Name of the step, then field, then value. Needs additionalSteps; not together with address.',
    example: { UTILITY_BILL: { address: '1 Example Street' } },
  })
  additionalData?: AdditionalData;
}
