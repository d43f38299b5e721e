import { existsSync, readdirSync } from 'node:fs';
import { extname } from 'node:path';
import express, { type RequestHandler, Router } from 'express';

/** The copies that the build wrote, best first: what a browser may be sent instead, and its ending. */
const copies = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const;

/** What they say is of a document: what it may load, whom it tells. The page says it once, and not its thirty files again. */
const ofDocuments = [
  ...['cross-origin-opener-policy', 'origin-agent-cluster', 'referrer-policy'],
  ...['x-dns-prefetch-control', 'x-download-options', 'x-frame-options', 'x-permitted-cross-domain-policies'],
  'x-xss-protection',
];

/**
 * The files of the built console, for ever the same under their names, each as the smallest copy that the browser reads.
 * Which copies there are is looked up once: the build is done before the server starts.
 * @param dir may be missing: then there are none
 */
export function consoleFiles(dir: string): RequestHandler {
  const names = existsSync(dir) ? readdirSync(dir, { recursive: true, encoding: 'utf8' }) : [];
  const built = new Set(names.map((name) => `/${name.replaceAll('\\', '/')}`));
  const files = Router();
  files.use((request, response, next) => {
    if (built.has(request.path) && extname(request.path) !== '.html') {
      for (const name of ofDocuments) response.removeHeader(name);
      // A file that is framed is a document to the browser.
      response.setHeader('content-security-policy', "frame-ancestors 'none'");
      // The connection goes on without being told so (RFC 9112, 9.3).
      response.removeHeader('connection');
    }
    const offered = copies.filter(([, ending]) => built.has(request.path + ending));
    if (offered.length === 0) return next();
    response.vary('accept-encoding');
    // By our order: browsers name all that they read as equally welcome.
    const copy = offered.find(([coding]) => request.acceptsEncodings(coding));
    if (copy) {
      // Typed by its own name: whoever sends the copy would type it by the ending.
      response.type(extname(request.path));
      response.setHeader('content-encoding', copy[0]);
      request.url = request.path + copy[1];
    }
    next();
  });
  // What is the same for ever is never asked for anew or in parts: no words of when and which it is.
  const bare = { etag: false, lastModified: false, acceptRanges: false } as const;
  files.use(express.static(dir, { index: false, maxAge: '1y', immutable: true, fallthrough: true, ...bare }));
  return files;
}
