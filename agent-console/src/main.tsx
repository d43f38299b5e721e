import './wire/quiet.ts';
import './views/mantine-styles.ts';
import './views/tokens.css';
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ready } from './i18n/index.ts';
import { App } from './views/app.tsx';
import { theme } from './views/theme.ts';
import { ApiProblem } from './wire/problem.ts';

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      // A refusal stays a refusal; only silence is worth another try.
      retry: (count, error) => count < 3 && error instanceof ApiProblem && (error.status === 0 || error.status >= 502),
      refetchOnWindowFocus: false,
    },
  },
});

const root = document.getElementById('root');
if (root !== null) {
  void ready.then(() =>
    createRoot(root).render(
      <StrictMode>
        <MantineProvider theme={theme} forceColorScheme="light">
          <QueryClientProvider client={queries}>
            <App />
          </QueryClientProvider>
        </MantineProvider>
      </StrictMode>,
    ),
  );
}
