import { redirect } from 'next/navigation';
import { keep, SERVICE } from '../session';

/** The demo login of the reference service, in place of yours. */
export async function POST(request: Request) {
  const clientId = (await request.formData()).get('person');
  const response = await fetch(`${SERVICE}/demo/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ clientId }),
  });
  if (!response.ok) return new Response('The login failed.', { status: 502 });
  const { token }: { token: string } = await response.json();
  await keep(token);
  redirect('/');
}
