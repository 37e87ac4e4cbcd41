import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Verify } from './verify';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has changed');
createRoot(root).render(
  <StrictMode>
    <Verify />
  </StrictMode>,
);
