import { Injectable } from '@nestjs/common';
import { IdenfyAccess, type IdenfyCaller, type IdenfyHttpRequest } from 'nestjs-idenfy';
import { BearerTokens } from './bearer-tokens.js';
import { authorizationOf } from './login-cookie.js';

/** Tells the library who calls: the bearer token, of a header or of a cookie, identifies a person or an operator. */
@Injectable()
export class KycAccess extends IdenfyAccess {
  constructor(private readonly tokens: BearerTokens) {
    super();
  }

  override async identify(request: IdenfyHttpRequest): Promise<IdenfyCaller | null> {
    const bearer = await this.tokens.read(authorizationOf(request));
    if (!bearer) return null;
    const { subject, staff, permissions } = bearer;
    return staff ? { staff: true, id: subject, ...(permissions && { permissions }) } : { clientId: subject };
  }
}
