import { existsSync, mkdirSync } from 'node:fs';
import { resolve } from 'node:path';

/**
 * Makes the data folder if it is missing: closed to everybody else, except that root leaves others the right
 * to pass through (not to look), because the database then runs under another account below it.
 */
export function ensureDataDir(dataDir: string): string {
  const path = resolve(dataDir);
  if (!existsSync(path)) mkdirSync(path, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
  return path;
}
