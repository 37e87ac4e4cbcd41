import { Module } from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import { IdenfyModule, IdenfyTokenService } from 'nestjs-idenfy';
import { AuthModule } from '../auth/auth.module.js';
import { KycAccess } from '../auth/kyc-access.js';
import { idenfyOptions } from './idenfy-options.js';
import { CappedTokenService } from './spending/capped-token.service.js';
import { SpendingModule } from './spending/spending.module.js';

/** The library as this service uses it: who may call, which keys, and one of its services replaced. */
@Module({
  imports: [
    IdenfyModule.forRootAsync({
      imports: [AuthModule, SpendingModule],
      access: KycAccess,
      replace: [{ provide: IdenfyTokenService, useClass: CappedTokenService }],
      inject: [ConfigService],
      useFactory: idenfyOptions,
    }),
  ],
})
export class KycModule {}
