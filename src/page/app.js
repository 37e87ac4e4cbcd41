import { Api } from './api.js';
import { byId, notice, whileBusy } from './dom.js';
import { Person } from './person.js';
import { Staff } from './staff.js';

const KEPT = 'kyc-demo-session';

const staff = new Staff({ signIn: () => demoToken('demo-officer', true) });
const person = new Person({ changed: () => staff.changed() });

/** A token from the demo login, or null where there is none. */
async function demoToken(clientId, asStaff = false) {
  try {
    const { token } = await new Api().post('/demo/session', { clientId, ...(asStaff && { staff: true }) });
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
  staff.open(session);
  try {
    await person.open(new Api(session.token));
  } catch (error) {
    if (error.status === 401) return signOut();
    notice(byId('problem'), error.message);
  }
}

/** Signs in from the form, which vanishes: the keyboard goes on at what took its place. */
async function enter(session) {
  await signIn(session);
  byId('outcome-title').focus();
}

function signOut() {
  sessionStorage.removeItem(KEPT);
  person.close();
  staff.close();
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

const kept = sessionStorage.getItem(KEPT);
if (kept) await signIn(JSON.parse(kept));
else byId('client-id').value = suggestedName();
