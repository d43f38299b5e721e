import { cpSync } from 'node:fs';

// The compiler carries code; procedures and calendars are data and come along here.
for (const folder of ['sops', 'calendars']) {
  cpSync(`server/${folder}`, `dist/server/${folder}`, { recursive: true, filter: (path) => !path.endsWith('.ts') });
}
