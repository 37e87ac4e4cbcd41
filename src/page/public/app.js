import { Account } from './account.js';
import { Api } from './api.js';
import { byId, element, notice, whileBusy } from './dom.js';

const KEPT = 'kyc-demo-session';

const account = new Account();

/** A token from the demo login, or null where the demo login is off. */
async function demoToken(clientId) {
  try {
    const { token } = await new Api().post('/demo/session', { clientId });
    return token;
  } catch (error) {
    if (error.status === 404) return null;
    throw error;
  }
}

async function signIn(session) {
  sessionStorage.setItem(KEPT, JSON.stringify(session));
  byId('sign-in').hidden = true;
  byId('journey').hidden = false;
  byId('signed-in').hidden = false;
  byId('mode').hidden = !session.demo;
  byId('signed-in-as').textContent = session.name;
  notice(byId('problem'), null);
  try {
    await account.open(new Api(session.token));
    showVerification(session);
  } catch (error) {
    if (error.status === 401) return signOut();
    notice(byId('problem'), error.message);
  }
}

/** The person's side: all of it is the element's. */
function showVerification({ token }) {
  const verification = element('idenfy-verification', {
    headers: { authorization: `Bearer ${token}` },
    on: { 'idenfy-verified': () => void account.verified() },
  });
  verification.setAttribute('mode', byId('way').value);
  byId('verification').replaceChildren(verification);
}

/** Signs in from the form and moves the focus to what replaces it. */
async function enter(session) {
  await signIn(session);
  byId('verification').firstElementChild?.focus();
}

function signOut() {
  sessionStorage.removeItem(KEPT);
  account.close();
  byId('verification').replaceChildren();
  byId('journey').hidden = true;
  byId('signed-in').hidden = true;
  byId('sign-in').hidden = false;
  byId('client-id').value = suggestedName();
  byId('client-id').focus();
}

function suggestedName() {
  return `demo-${Math.random().toString(36).slice(2, 8)}`;
}

function subjectOf(token) {
  try {
    const payload = token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/');
    return JSON.parse(atob(payload)).sub ?? 'you';
  } catch {
    return 'you';
  }
}

byId('sign-in-form').addEventListener(
  'submit',
  whileBusy(byId('sign-in-form'), async () => {
    const name = byId('client-id').value.trim();
    const token = await demoToken(name);
    if (token) return enter({ name, token, demo: true });
    byId('sign-in-form').hidden = true;
    byId('token-form').hidden = false;
    byId('bearer').focus();
  }),
);

byId('token-form').addEventListener(
  'submit',
  whileBusy(byId('token-form'), () => {
    const token = byId('bearer').value.trim();
    byId('bearer').value = '';
    return enter({ name: subjectOf(token), token, demo: false });
  }),
);

byId('sign-out').addEventListener('click', signOut);
byId('way').addEventListener('change', () => {
  byId('verification').firstElementChild?.setAttribute('mode', byId('way').value);
});

const kept = sessionStorage.getItem(KEPT);
if (kept) await signIn(JSON.parse(kept));
else byId('client-id').value = suggestedName();
