import { createHmac } from 'node:crypto';
import { ConfigService } from '@nestjs/config';
import { describe, expect, it } from 'vitest';
import { BearerTokens } from './bearer-tokens.js';

const SECRET = 'a-secret-of-at-least-thirty-two-characters';
const tokens = new BearerTokens(new ConfigService({ AUTH_JWT_SECRET: SECRET }));
const tomorrow = Math.floor(Date.now() / 1000) + 86_400;

/** A token that another party might create. */
function forged(header: object, payload: object, secret = SECRET): string {
  const content = [header, payload]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  return `Bearer ${content}.${createHmac('sha256', secret).update(content).digest('base64url')}`;
}

describe('a bearer token', () => {
  it('identifies its bearer', async () => {
    const person = await tokens.issue({ subject: 'ada', staff: false }, '1h');
    const officer = await tokens.issue({ subject: 'grace', staff: true }, '1h');

    expect(await tokens.read(`Bearer ${person}`)).toEqual({ subject: 'ada', staff: false });
    expect(await tokens.read(`bearer ${officer}`)).toEqual({ subject: 'grace', staff: true });
  });

  it('is accepted when another holder of the secret issued it', async () => {
    const token = forged({ alg: 'HS256' }, { sub: 'ada', exp: tomorrow, role: 'staff' });

    expect(await tokens.read(token)).toEqual({ subject: 'ada', staff: true });
  });

  it('keeps the permissions of an operator', async () => {
    const bearer = { subject: 'grace', staff: true, permissions: ['review', 'decide'] } as const;

    expect(await tokens.read(`Bearer ${await tokens.issue(bearer, '1h')}`)).toEqual(bearer);
  });

  it.each([
    ['no token', undefined],
    ['another scheme', 'Basic YWRhOmFkYQ=='],
    ['no JWT', 'Bearer abc'],
    [
      'no algorithm',
      `Bearer ${forged({ alg: 'none' }, { sub: 'ada', exp: tomorrow }).split(/[ .]/).slice(1, 3).join('.')}.`,
    ],
    ['another algorithm', forged({ alg: 'HS512' }, { sub: 'ada', exp: tomorrow })],
    ['another secret', forged({ alg: 'HS256' }, { sub: 'ada', exp: tomorrow }, 'guessed')],
    ['no expiry', forged({ alg: 'HS256' }, { sub: 'ada' })],
    ['an expiry in the past', forged({ alg: 'HS256' }, { sub: 'ada', exp: 1_000 })],
    ['no subject', forged({ alg: 'HS256' }, { exp: tomorrow })],
    ['an empty subject', forged({ alg: 'HS256' }, { sub: '', exp: tomorrow })],
    ['a numeric subject', forged({ alg: 'HS256' }, { sub: 42, exp: tomorrow })],
    ['a subject that is a list', forged({ alg: 'HS256' }, { sub: ['ada'], exp: tomorrow })],
    ['a subject that iDenfy refuses', forged({ alg: 'HS256' }, { sub: 'žmogus', exp: tomorrow })],
    ['a subject that is too long', forged({ alg: 'HS256' }, { sub: 'a'.repeat(101), exp: tomorrow })],
    ...['all', ['everything'], null, [7]].map((permissions): [string, string] => [
      `the permissions ${JSON.stringify(permissions)}`,
      forged({ alg: 'HS256' }, { sub: 'ada', exp: tomorrow, role: 'staff', permissions }),
    ]),
  ])('is refused with %s', async (_, authorization) => {
    expect(await tokens.read(authorization)).toBeNull();
  });
});
