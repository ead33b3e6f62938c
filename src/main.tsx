import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

const root = document.getElementById('root');
if (!root) throw new Error('The page has no #root element to mount in.');

createRoot(root).render(
  <StrictMode>
    <h1>SCG lab</h1>
  </StrictMode>,
);
