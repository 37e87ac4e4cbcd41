import { Injectable } from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import { SignJWT } from 'jose/jwt/sign';
import { jwtVerify } from 'jose/jwt/verify';
import type { CompleteEnvironment } from '../config/complete-environment.js';

const ALGORITHM = 'HS256';

/** Who presented a token: a person (`sub` is their clientId) or an operator. */
export interface Bearer {
  readonly subject: string;
  readonly staff: boolean;
}

/** Makes and reads the bearer tokens of this service: JWTs with `sub`, `exp` and, for operators, `role: "staff"`. */
@Injectable()
export class BearerTokens {
  readonly #secret: Uint8Array;

  constructor(config: ConfigService<CompleteEnvironment, true>) {
    this.#secret = new TextEncoder().encode(config.get('AUTH_JWT_SECRET', { infer: true }));
  }

  /** @param lifetime as jose reads it, e.g. `'8h'` */
  async issue({ subject, staff }: Bearer, lifetime: string): Promise<string> {
    return new SignJWT(staff ? { role: 'staff' } : {})
      .setProtectedHeader({ alg: ALGORITHM })
      .setSubject(subject)
      .setIssuedAt()
      .setExpirationTime(lifetime)
      .sign(this.#secret);
  }

  /** Null for no token, a foreign one, an expired one: the caller learns nothing about which. */
  async read(authorization: string | undefined): Promise<Bearer | null> {
    const [, token] = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization ?? '') ?? [];
    if (token === undefined) return null;
    try {
      const { payload } = await jwtVerify(token, this.#secret, {
        algorithms: [ALGORITHM],
        requiredClaims: ['sub', 'exp'],
      });
      return payload.sub ? { subject: payload.sub, staff: payload['role'] === 'staff' } : null;
    } catch {
      return null;
    }
  }
}
