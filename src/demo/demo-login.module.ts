import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { DemoSessionController } from './demo-session.controller.js';

/** Lets a visitor be anybody. Imported only where `hasDemoLogin` says so. */
@Module({ imports: [AuthModule], controllers: [DemoSessionController] })
export class DemoLoginModule {}
