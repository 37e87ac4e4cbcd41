import { Inject, Injectable } from '@nestjs/common';
import {
  IdenfyTokenService,
  type CreateTokenOptions,
  type TokenRequest,
  type TokenResponse,
} from 'nestjs-idenfy';
import { SessionCap } from './session-cap.js';

/** The library's token service with one more rule in front. It takes the place of the original in `IdenfyModule`. */
@Injectable()
export class CappedTokenService extends IdenfyTokenService {
  @Inject(SessionCap)
  private readonly cap!: SessionCap;

  override async create(request: TokenRequest, options?: CreateTokenOptions): Promise<TokenResponse> {
    await this.cap.assertRoom();
    return super.create(request, options);
  }
}
