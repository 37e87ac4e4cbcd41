import { Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { IdenfyHealthIndicator } from 'nestjs-idenfy/health';
import { KycModule } from '../onboarding/kyc.module.js';
import { HealthController } from './health.controller.js';

@Module({
  imports: [TerminusModule, KycModule],
  controllers: [HealthController],
  providers: [IdenfyHealthIndicator],
})
export class HealthModule {}
