import { createParamDecorator, Injectable, UnauthorizedException } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { BearerTokens, type Bearer } from './bearer-tokens.js';

type SignedInRequest = Request & { bearer?: Bearer };

/** Protects this service's own routes: a valid bearer token is required. */
@Injectable()
export class SignedInGuard implements CanActivate {
  constructor(private readonly tokens: BearerTokens) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<SignedInRequest>();
    const bearer = await this.tokens.read(request.headers.authorization);
    if (!bearer) throw new UnauthorizedException('A valid bearer token is required.');
    request.bearer = bearer;
    return true;
  }
}

/** The bearer that `SignedInGuard` let pass. */
export const SignedIn = createParamDecorator((_: unknown, context: ExecutionContext): Bearer | undefined => {
  return context.switchToHttp().getRequest<SignedInRequest>().bearer;
});
