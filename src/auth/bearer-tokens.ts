import { Injectable } from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import { SignJWT } from 'jose/jwt/sign';
import { jwtVerify } from 'jose/jwt/verify';
import type { JWTPayload } from 'jose';
import { STAFF_PERMISSIONS, type StaffPermission } from 'nestjs-idenfy';
import type { CompleteEnvironment } from '../config/read-environment.js';

const ALGORITHM = 'HS256';

/** The person (`sub` is their clientId) or operator who presents a token. */
export interface Bearer {
  readonly subject: string;
  readonly staff: boolean;
  /** What an operator may do. @default everything */
  readonly permissions?: readonly StaffPermission[] | undefined;
}

/** What the library accepts as the id of a person: 1 to 100 printable ASCII characters. */
const SUBJECT = /^(?=.*[^ ])[\x20-\x7e]{1,100}$/;

/**
 * Issues and reads the bearer tokens of this service: JWTs with `sub`, `exp` and, for operators, `role: "staff"` and, where
 * they may not do everything, `permissions`.
 */
@Injectable()
export class BearerTokens {
  readonly #secret: Uint8Array;

  constructor(config: ConfigService<CompleteEnvironment, true>) {
    this.#secret = new TextEncoder().encode(config.get('AUTH_JWT_SECRET', { infer: true }));
  }

  /** @param lifetime in jose's notation, such as `'8h'` */
  async issue({ subject, staff, permissions }: Bearer, lifetime: string): Promise<string> {
    return new SignJWT(staff ? { role: 'staff', ...(permissions && { permissions }) } : {})
      .setProtectedHeader({ alg: ALGORITHM })
      .setSubject(subject)
      .setIssuedAt()
      .setExpirationTime(lifetime)
      .sign(this.#secret);
  }

  /** Null for a missing, foreign, expired or malformed token; the caller does not learn which. */
  async read(authorization: string | undefined): Promise<Bearer | null> {
    const [, token] = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization ?? '') ?? [];
    if (token === undefined) return null;
    try {
      const { payload } = await jwtVerify(token, this.#secret, {
        algorithms: [ALGORITHM],
        requiredClaims: ['sub', 'exp'],
      });
      return bearerOf(payload);
    } catch {
      return null;
    }
  }
}

/** The claims are those of another issuer as well: JSON of any type. */
function bearerOf({ sub, role, permissions }: JWTPayload): Bearer | null {
  if (typeof sub !== 'string' || !SUBJECT.test(sub)) return null;
  if (role !== 'staff') return { subject: sub, staff: false };
  if (permissions === undefined) return { subject: sub, staff: true };
  return Array.isArray(permissions) && permissions.every(isPermission)
    ? { subject: sub, staff: true, permissions }
    : null;
}

function isPermission(value: unknown): value is StaffPermission {
  return STAFF_PERMISSIONS.some((permission) => permission === value);
}
