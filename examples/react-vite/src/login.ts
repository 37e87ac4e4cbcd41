import type { HeadersReason } from '@nestjs-idenfy/browser';

let token: Promise<string> | undefined;

/** The demo login of the reference service, in place of yours: `?person=grace` is another person. */
export function accessToken({ renew }: HeadersReason): Promise<string> {
  if (!token || renew) token = logIn(new URLSearchParams(location.search).get('person') ?? 'ada');
  return token;
}

async function logIn(clientId: string): Promise<string> {
  const response = await fetch('/demo/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ clientId }),
  });
  if (!response.ok) throw new Error(`the login was answered ${response.status}`);
  const session: { token: string } = await response.json();
  return session.token;
}
