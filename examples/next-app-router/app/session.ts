import { cookies } from 'next/headers';

export const SERVICE = process.env['SERVICE_URL'] ?? 'http://127.0.0.1:3000';
const COOKIE = 'session';

/** The token that the service takes. It stays on this server and in a cookie that no script can read. */
export async function bearer(): Promise<string | undefined> {
  return (await cookies()).get(COOKIE)?.value;
}

export async function keep(token: string): Promise<void> {
  const secure = process.env.NODE_ENV === 'production';
  (await cookies()).set(COOKIE, token, { httpOnly: true, sameSite: 'lax', secure });
}
