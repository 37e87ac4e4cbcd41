import { Injectable } from '@nestjs/common';
import { IdenfyAccess, type IdenfyCaller, type IdenfyHttpRequest } from 'nestjs-idenfy';
import { BearerTokens } from './bearer-tokens.js';

/** Tells the library who is calling: the bearer token names a person or an operator. */
@Injectable()
export class KycAccess extends IdenfyAccess {
  constructor(private readonly tokens: BearerTokens) {
    super();
  }

  override async identify(request: IdenfyHttpRequest): Promise<IdenfyCaller | null> {
    const { authorization } = request.headers;
    const bearer = await this.tokens.read(typeof authorization === 'string' ? authorization : undefined);
    if (!bearer) return null;
    return bearer.staff ? { staff: true, id: bearer.subject } : { clientId: bearer.subject };
  }
}
