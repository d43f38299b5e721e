import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { RequestHandler } from 'express';

/** Its own script and style, its own server, and nothing else. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** A page of the citizens', which has nothing of the console in it. @param dir of the build; nothing is served where it lacks the page */
export function citizensPage(dir: string, name: 'lacak' | 'lapor'): RequestHandler {
  const page = join(dir, `${name}.html`);
  return (_request, response, next) => {
    if (!existsSync(page)) return next();
    response.setHeader('content-security-policy', policy);
    response.setHeader('cache-control', 'no-cache');
    response.sendFile(page);
  };
}
