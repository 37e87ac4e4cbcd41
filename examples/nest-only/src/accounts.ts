import { Controller, Get, Logger } from '@nestjs/common';
import { OnVerification, RequireVerified, type VerificationChange } from 'nestjs-idenfy';

@Controller('account')
export class Accounts {
  readonly #logger = new Logger('Accounts');

  /** Opens the account. Called at least once, even after a crash. */
  @OnVerification('APPROVED')
  open({ verification }: VerificationChange) {
    this.#logger.log(`${verification.clientId} is verified`);
  }

  @Get()
  @RequireVerified()
  account() {
    return { welcome: 'Welcome. Your account is open.' };
  }
}
