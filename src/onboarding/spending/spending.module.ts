import { Module } from '@nestjs/common';
import { SessionCap } from './session-cap.js';

@Module({ providers: [SessionCap], exports: [SessionCap] })
export class SpendingModule {}
