import { cpSync } from 'node:fs';

// The compiler carries code; the procedures are data and come along here.
cpSync('server/sops', 'dist/server/sops', { recursive: true, filter: (path) => !path.endsWith('.ts') });
