import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { type ErrorRequestHandler, type Express, type RequestHandler, type Router } from 'express';
import helmet from 'helmet';
import { consoleFiles } from './console-files.ts';
import { openApiDocument } from './openapi.ts';
import { notFound } from './problem.ts';
import { guardAgainstForgery, refusePlainHttp } from './session.ts';

export interface HttpAppDeps {
  readonly trustProxy: false | number | string;
  readonly version: string;
  /** https is promised to browsers only where it is really spoken. */
  readonly https: boolean;
  readonly session: RequestHandler;
  /** Refuses log-ins that ask too much, before it is known whose they are. */
  readonly earlyPace: RequestHandler;
  /** Refuses whoever asks too much; knows who asks. */
  readonly pace: RequestHandler;
  /** Routers for machines: health, metrics, the exchange's own requests; and citizens' pages. No session. */
  readonly machines: readonly (readonly [path: string, router: Router | RequestHandler])[];
  readonly api: readonly Router[];
  readonly errors: ErrorRequestHandler;
  /** The built console. */
  readonly consoleDir: string;
  /** Where browsers' telephones connect and fetch sounds, besides this server itself. */
  readonly browserPhone: { readonly connect: readonly string[]; readonly media: readonly string[] } | undefined;
}

/** The Express application. It listens nowhere yet. */
export function createHttpApp(deps: HttpAppDeps): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', deps.trustProxy);
  app.use(headers(deps));
  for (const [path, router] of deps.machines) app.use(path, router);

  // Made when it is first asked for: a quarter of what a start computes went into it.
  let document: ReturnType<typeof openApiDocument> | null = null;
  app.get('/api/openapi.json', (_request, response) => {
    document ??= openApiDocument(deps.version);
    response.json(document);
  });
  const answersStayHere: RequestHandler = (_request, response, next) => {
    response.setHeader('cache-control', 'no-store');
    next();
  };
  if (deps.https) app.use('/api', refusePlainHttp);
  app.use(
    '/api',
    answersStayHere,
    deps.earlyPace,
    deps.session,
    guardAgainstForgery,
    deps.pace,
    express.json({ limit: '64kb' }),
  );
  for (const router of deps.api) app.use(router);
  app.use('/api', notFound);

  const page = join(deps.consoleDir, 'index.html');
  app.use(consoleFiles(deps.consoleDir));
  // Every other address is a page of the console, which finds its own way.
  app.get(/^\/(?!api\/|socket\.io\/|telephony\/).*/, (_request, response, next) => {
    if (!existsSync(page)) return next();
    response.setHeader('cache-control', 'no-cache');
    response.sendFile(page);
  });
  app.use(notFound);
  app.use(deps.errors);
  return app;
}

function headers({ https, browserPhone }: HttpAppDeps): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        // The component library sets sizes and colours on elements themselves.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'", ...(browserPhone?.connect ?? [])],
        mediaSrc: ["'self'", 'blob:', ...(browserPhone?.media ?? [])],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: https,
    crossOriginOpenerPolicy: https,
    originAgentCluster: https,
  });
}
