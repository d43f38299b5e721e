import { route } from './route.ts';

/** Where the browser itself goes; what goes wrong comes back as `?refused=` to the log-in page. */
export const oidcApi = {
  goToProvider: route({
    method: 'get',
    path: '/api/session/provider',
    summary: 'Go to the provider of identities to log in',
    roles: 'public',
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
