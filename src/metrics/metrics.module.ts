import { Module } from '@nestjs/common';
import { IdenfyMetricsModule } from 'nestjs-idenfy/metrics';
import { KycModule } from '../onboarding/kyc.module.js';
import { MetricsController } from './metrics.controller.js';

@Module({
  imports: [IdenfyMetricsModule.forRoot({ imports: [KycModule] })],
  controllers: [MetricsController],
})
export class MetricsModule {}
