import { Controller, HttpCode, HttpStatus, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiBearerAuth, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { RequireVerified } from 'nestjs-idenfy';

export class PayoutView {
  @ApiProperty({ example: true })
  accepted!: boolean;
}

/** An example of an action that only verified people may take. */
@ApiTags('onboarding')
@ApiBearerAuth()
@Controller('payouts')
@RequireVerified()
export class PayoutsController {
  /** A real service would pay out; this one only shows who is let through. */
  @Post()
  @HttpCode(HttpStatus.ACCEPTED)
  @ApiOperation({ operationId: 'requestPayout', summary: 'Ask for a payout' })
  @ApiAcceptedResponse({ type: PayoutView, description: 'The caller is verified.' })
  request(): PayoutView {
    return { accepted: true };
  }
}
