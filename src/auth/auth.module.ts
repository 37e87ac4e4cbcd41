import { Module } from '@nestjs/common';
import { BearerTokens } from './bearer-tokens.js';

/** This service's own login. An application that already has one writes an `IdenfyAccess` for it instead. */
@Module({ providers: [BearerTokens], exports: [BearerTokens] })
export class AuthModule {}
