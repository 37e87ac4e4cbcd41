import { Api } from './api.js';
import { byId, notice, whileBusy } from './dom.js';

/** Where the console wants to be again; a path of this service only. */
function returnTo() {
  const wanted = new URL(new URL(location.href).searchParams.get('returnTo') ?? '/console/', location.origin);
  return wanted.origin === location.origin ? wanted.pathname + wanted.search : '/console/';
}

byId('demo-form').addEventListener(
  'submit',
  whileBusy(byId('demo-form'), async () => {
    const permissions = byId('may').value.split(',').filter(Boolean);
    try {
      await new Api().post('/demo/officer', {
        clientId: byId('name').value.trim(),
        ...(permissions.length > 0 && { permissions }),
      });
      location.assign(returnTo());
    } catch (error) {
      if (error.status !== 404) return notice(byId('problem'), error.message);
      byId('demo-form').hidden = true;
      byId('token-form').hidden = false;
      byId('bearer').focus();
    }
  }),
);

byId('token-form').addEventListener('submit', (event) => {
  event.preventDefault();
  if (!window.opener) return notice(byId('problem'), 'Open this page from the console.');
  const message = { type: 'idenfy-console:token', token: byId('bearer').value.trim() };
  window.opener.postMessage(message, location.origin);
  window.close();
});
