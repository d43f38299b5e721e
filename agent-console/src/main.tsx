import './views/mantine-styles.ts';
import './views/tokens.css';
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { lazy, StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { fetchPageWords, ready } from './i18n/index.ts';
import { App } from './views/app.tsx';
import { shownPath } from './views/login/shown-path.ts';
import { theme } from './views/theme.ts';
import { wallboardPath } from './views/wallboard/path.ts';
import { ApiProblem } from './wire/problem.ts';

/** Comes by a link of its own, and without a log-in. */
const Wallboard = lazy(() =>
  Promise.all([import('./views/wallboard/wallboard.tsx'), fetchPageWords()]).then(([{ Wallboard }]) => ({
    default: Wallboard,
  })),
);

const Shown = lazy(() => import('./views/login/shown.tsx').then(({ Shown }) => ({ default: Shown })));

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
            {location.pathname === wallboardPath || location.pathname === shownPath ? (
              <Suspense>{location.pathname === shownPath ? <Shown /> : <Wallboard />}</Suspense>
            ) : (
              <App />
            )}
          </QueryClientProvider>
        </MantineProvider>
      </StrictMode>,
    ),
  );
}
