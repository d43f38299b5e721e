import { z } from 'zod';
import { route } from './route.ts';

/** Where a window ends that showed at the provider who sits there: `?refused=` says why not. */
export const shownPath = '/shown';

/** Where the browser itself goes; what goes wrong comes back as `?refused=` to the log-in page. */
export const oidcApi = {
  goToProvider: route({
    method: 'get',
    path: '/api/session/provider',
    summary:
      'Go to the provider of identities to log in; `again`: to show there who sits at this log-in, which unlocks it and lets it do what is grave',
    roles: 'public',
    query: z.object({ again: z.literal('1').optional() }),
    response: null,
    sends: 'text/html',
  }),
  comeFromProvider: route({
    method: 'get',
    path: '/api/session/provider/back',
    summary: 'Come back from the provider of identities',
    roles: 'public',
    response: null,
    sends: 'text/html',
  }),
} as const;
