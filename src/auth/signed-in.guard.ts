import { createParamDecorator, Injectable, UnauthorizedException } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { BearerTokens, type Bearer } from './bearer-tokens.js';

type SignedInRequest = Request & { bearer?: Bearer };

/** For this service's own routes: nobody without a valid bearer token. */
@Injectable()
export class SignedInGuard implements CanActivate {
  constructor(private readonly tokens: BearerTokens) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<SignedInRequest>();
    const bearer = await this.tokens.read(request.headers.authorization);
    if (!bearer) throw new UnauthorizedException('a valid bearer token is needed');
    request.bearer = bearer;
    return true;
  }
}

/** The one who passed `SignedInGuard`. */
export const SignedIn = createParamDecorator((_: unknown, context: ExecutionContext): Bearer | undefined => {
  return context.switchToHttp().getRequest<SignedInRequest>().bearer;
});
