import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { RequestHandler } from 'express';

/** Its own script and style, its own server, and nothing else. @param formAction where a form of it may be sent by the browser itself */
export const citizensPolicy = (formAction: "'none'" | "'self'"): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' blob:",
    "connect-src 'self'",
    "base-uri 'none'",
    `form-action ${formAction}`,
    "frame-ancestors 'none'",
  ].join('; ');
const policy = citizensPolicy("'none'");

/** A page of the citizens', which has nothing of the console in it. @param dir of the build; nothing is served where it lacks the page */
export function citizensPage(dir: string, name: 'lacak'): RequestHandler {
  const page = join(dir, `${name}.html`);
  return (_request, response, next) => {
    if (!existsSync(page)) return next();
    response.setHeader('content-security-policy', policy);
    response.setHeader('cache-control', 'no-cache');
    response.sendFile(page);
  };
}
