import { ApiPropertyOptional, IntersectionType } from '@nestjs/swagger';
import { IsBoolean } from 'class-validator';
import { LIMITS } from '../../contract/limits.js';
import type { TokenRequest } from '../../contract/token.js';
import { Account } from './account.decorator.js';
import { AdditionalStepsDto } from './additional-steps.dto.js';
import { CheckSwitchesDto } from './check-switches.dto.js';
import { ClaimedIdentityDto } from './claimed-identity.dto.js';
import { LegacyTokenDto } from './legacy-token.dto.js';
import { Optional } from './optional.decorator.js';
import { ReturnAddressesDto } from './return-addresses.dto.js';
import { SessionRulesDto } from './session-rules.dto.js';
import { TokenField } from './token-field.decorator.js';

type TokenFields = Partial<Omit<TokenRequest, 'personScanRef'>>;

/**
 * Every field of iDenfy's `/token`, and two of ours. A person may send those that `personMaySet` lists; staff all.
 */
export class StartVerificationDto
  extends IntersectionType(
    SessionRulesDto,
    ReturnAddressesDto,
    ClaimedIdentityDto,
    CheckSwitchesDto,
    AdditionalStepsDto,
    LegacyTokenDto,
  )
  implements TokenFields
{
  @TokenField({
    type: String,
    minLength: 1,
    maxLength: LIMITS.clientIdMaxLength,
    description:
      'Who is verified, in your own words: ASCII, no personal data. Staff must give it; a person need not.',
    example: 'customer-42',
  })
  clientId?: string;

  @Account()
  account?: string;

  @ApiPropertyOptional({
    type: Boolean,
    default: false,
    description: 'Start anew although a session is running or cannot be recovered. Staff only.',
  })
  @Optional()
  @IsBoolean({ message: "Field 'force' must be true or false." })
  force?: boolean;
}
