import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import 'virtual:mantine-theme.css';
import './styles/app.css';
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode, useSyncExternalStore } from 'react';
import { createRoot } from 'react-dom/client';
import { queries } from './api/queries';
import { loadLanguage } from './i18n/text';
import { router } from './routes';
import { login } from './session/login';
import { SignedOut } from './session/signed-out';
import { theme } from './theme';

function App() {
  const state = useSyncExternalStore(login.subscribe, login.state);
  return state === 'signed out' ? <SignedOut /> : <RouterProvider router={router} />;
}

login.listen();
login.subscribe(() => void queries.invalidateQueries());
await loadLanguage();

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <MantineProvider
        theme={theme}
        defaultColorScheme="auto"
        withCssVariables={false}
        withGlobalClasses={false}
      >
        <Notifications position="bottom-right" limit={4} />
        <QueryClientProvider client={queries}>
          <App />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  );
}
