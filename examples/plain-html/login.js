/** @type {Promise<string> | undefined} */
let token;

/**
 * The demo login of the reference service, in place of yours: `?person=grace` is another person.
 *
 * @param {{ renew: boolean }} reason whether the service refused the last token
 */
export async function loginHeaders({ renew }) {
  if (!token || renew) token = logIn(new URLSearchParams(location.search).get('person') ?? 'ada');
  return { authorization: `Bearer ${await token}` };
}

/** @param {string} clientId */
async function logIn(clientId) {
  const response = await fetch('/demo/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ clientId }),
  });
  if (!response.ok) throw new Error(`the login was answered ${response.status}`);
  const session = await response.json();
  return String(session.token);
}
