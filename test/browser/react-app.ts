import { rolldown } from 'rolldown';

/** A React application that uses the hook and the component, by the person of the page's address. */
const SOURCE = `
import { createElement as h, StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { IdenfyVerification, useVerification } from '@nestjs-idenfy/browser/react';

const person = new URL(import.meta.url).searchParams.get('person');
window.verified = [];

function Own() {
  const { state, nextStep, session, start, retry, error, isBusy } = useVerification({
    baseUrl: '/idenfy',
    headers: () => ({ 'x-caller': person + '-hook' }),
  });
  return h('section', { 'aria-label': 'Own' },
    h('output', null, [state?.status ?? 'NONE', nextStep, session?.scanRef, isBusy, error?.message].join(' ')),
    h('button', { onClick: () => void start() }, 'Begin'),
    h('button', { onClick: () => void retry() }, 'Repeat'));
}

function App() {
  const [round, setRound] = useState(0);
  return h('main', null,
    h(Own),
    h('button', { onClick: () => setRound(round + 1) }, 'Render again'),
    h(IdenfyVerification, {
      headers: () => ({ 'x-caller': person }),
      locale: 'de',
      notice: 'Round ' + round,
      onVerified: ({ status }) => window.verified.push(round + ' ' + status),
    }));
}

const root = document.createElement('div');
document.body.replaceChildren(root);
createRoot(root).render(h(StrictMode, null, h(App)));
`;

/** The application with React 19, as a bundler makes it. */
export async function bundledReactApp(): Promise<string> {
  const bundle = await rolldown({
    input: 'react-app',
    platform: 'browser',
    transform: { define: { 'process.env.NODE_ENV': '"production"' } },
    plugins: [
      {
        name: 'react-app',
        resolveId: (id, importer) =>
          id === 'react-app'
            ? id
            : importer === 'react-app'
              ? { id: import.meta.resolve(id).slice(7) }
              : null,
        load: (id) => (id === 'react-app' ? SOURCE : null),
      },
    ],
  });
  return (await bundle.generate({ format: 'esm' })).output[0].code;
}
