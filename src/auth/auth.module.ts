import { Module } from '@nestjs/common';
import { BearerTokens } from './bearer-tokens.js';

/** This service's own login. A host that has one already writes an `IdenfyAccess` over it instead. */
@Module({ providers: [BearerTokens], exports: [BearerTokens] })
export class AuthModule {}
