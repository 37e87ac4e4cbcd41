import { IdenfyVerificationElement } from './element/verification-element.js';

const NAME = 'idenfy-verification';

declare global {
  interface HTMLElementTagNameMap {
    'idenfy-verification': IdenfyVerificationElement;
  }
}

if (typeof customElements !== 'undefined' && !customElements.get(NAME))
  customElements.define(NAME, IdenfyVerificationElement);

export {
  IdenfyVerificationElement,
  type VerificationEvents,
  type VerificationMode,
} from './element/verification-element.js';
export type { VerificationTexts } from './element/texts/en.js';
