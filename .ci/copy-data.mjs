import { cpSync } from 'node:fs';

// The compiler carries code; procedures, calendars, services and catalogues are data and come along here.
for (const folder of ['sops', 'calendars', 'services', 'catalogues']) {
  cpSync(`server/${folder}`, `dist/server/${folder}`, { recursive: true, filter: (path) => !path.endsWith('.ts') });
}
