import type { Request } from 'express';
import { isOwnOrigin } from '../app/shared/own-origin.ts';

export type Language = 'id' | 'en';
export const languageOf = (asked: unknown): Language => (asked === 'en' ? 'en' : 'id');

/** Its own script and style, its own server, and nothing else; its forms go there too, with a script or without. */
export const citizensPolicy = (): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' blob:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');

/** Where the page goes in what the build made of `lapor.html`. */
const place = '<!--page-->';
/** Without a build: it works, and looks plain. */
export const bareShell = `<!doctype html><html lang="id"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title></title></head><body>${place}</body></html>`;

/** The page around it, in a language. Pure. */
export function within(
  shell: string,
  { language, title, body }: { language: Language; title: string; body: string },
): string {
  // By functions: what is put in holds `$&` where somebody typed it.
  return shell
    .replace('<html lang="id">', () => `<html lang="${language}">`)
    .replace(/<title>[^<]*<\/title>/, () => `<title>${title}</title>`)
    .replace(place, () => body);
}

/** Of a page that has nothing for its script to do. Pure. */
export const withoutScript = (shell: string): string =>
  shell.replace(/<script\b[^>]*>[\s\S]*?<\/script>/g, '').replace(/<link rel="modulepreload"[^>]*>/g, '');

/** What another page of the build is in, with nothing in it yet. Pure. */
export const emptied = (page: string): string =>
  withoutScript(page).replace(/<body>[\s\S]*<\/body>/, () => `<body>${place}</body>`);

/** A cookie of the request, as it was given; empty: there is none. */
export function cookieOf({ headers }: Request, name: string): string {
  const found = (headers.cookie ?? '').split(/;\s*/).find((one) => one.startsWith(`${name}=`));
  return unescaped(found?.slice(name.length + 1) ?? '');
}

/** Of a cookie as it was sent; what no cookie of ours can be stays as it is. */
function unescaped(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/**
 * Whether the form is one of our own pages': a page of another site can have a browser send one, and it would count for whoever
 * sits there. Browsers say where it comes from; one that says nothing of it is none that a citizen uses.
 */
export function isOurs({ headers }: Request, publicUrl: string | undefined): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') return false;
  const origin = headers.origin ?? headers.referer;
  const { host } = headers;
  return origin !== undefined && isOwnOrigin({ origin, ...(host !== undefined && { host }) }, publicUrl);
}
