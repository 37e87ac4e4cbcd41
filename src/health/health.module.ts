import { Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { IdenfyHealthIndicator } from 'nestjs-idenfy/health';
import { HealthController } from './health.controller.js';

@Module({
  imports: [TerminusModule],
  controllers: [HealthController],
  providers: [IdenfyHealthIndicator],
})
export class HealthModule {}
