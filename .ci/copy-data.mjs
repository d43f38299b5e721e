import { cpSync } from 'node:fs';

// The compiler carries code; procedures, calendars, services and catalogues are data and come along here.
// Usage: node .ci/copy-data.mjs [folder of what was compiled]
const [target = 'dist'] = process.argv.slice(2);
for (const folder of [
  'sops',
  'calendars',
  'services',
  'catalogues',
  'agents',
  'answers',
  'papers/templates',
  'papers/kinds',
]) {
  cpSync(`server/${folder}`, `${target}/server/${folder}`, {
    recursive: true,
    filter: (path) => !path.endsWith('.ts'),
  });
}
