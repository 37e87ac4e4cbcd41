import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuthModule } from '../auth/auth.module.js';
import { AccountErasure } from './account-erasure.js';
import { AccountOpening } from './account-opening.js';
import { Account } from './account.entity.js';
import { AccountsController } from './accounts.controller.js';
import { KycModule } from './kyc.module.js';
import { PayoutsController } from './payouts.controller.js';

/** What this business does for a verified person. */
@Module({
  imports: [KycModule, AuthModule, TypeOrmModule.forFeature([Account])],
  controllers: [AccountsController, PayoutsController],
  providers: [AccountOpening, AccountErasure],
})
export class OnboardingModule {}
