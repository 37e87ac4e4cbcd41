import { LIMITS } from '../../contract/limits.js';
import { TokenField } from './token-field.decorator.js';

const url = { type: String, format: 'uri', maxLength: LIMITS.urlMaxLength };

/** Where iDenfy sends the browser, and the result. HTTPS only. Arrival at an address is no result. */
export class ReturnAddressesDto {
  @TokenField({ ...url, description: 'Not for use in an iframe.' })
  successUrl?: string | null;

  @TokenField({ ...url, description: 'Not for use in an iframe.' })
  errorUrl?: string | null;

  @TokenField({ ...url, description: 'Not for use in an iframe.' })
  unverifiedUrl?: string | null;

  @TokenField({
    ...url,
    description: 'Callback address of this session only; must be enabled for the iDenfy account.',
  })
  callbackUrl?: string | null;
}
