import { Controller, HttpCode, HttpStatus, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiBearerAuth, ApiForbiddenResponse, ApiTags } from '@nestjs/swagger';
import { RequireVerified } from 'nestjs-idenfy';

/** Stands for everything that only verified people may do. */
@ApiTags('onboarding')
@ApiBearerAuth()
@Controller('payouts')
@RequireVerified()
export class PayoutsController {
  /** Would pay out; here it only shows who gets this far. */
  @Post()
  @HttpCode(HttpStatus.ACCEPTED)
  @ApiAcceptedResponse({ description: 'The caller is verified' })
  @ApiForbiddenResponse({ description: 'The caller is not verified, or not any more' })
  request(): { accepted: true } {
    return { accepted: true };
  }
}
