import { timingSafeEqual } from 'node:crypto';
import { type Request, Router } from 'express';
import { HttpProblem } from './problem.ts';

export interface HealthDeps {
  /** Each part and whether it works. */
  readonly parts: () => Promise<Readonly<Record<'database' | 'exchange' | 'timers', boolean>>>;
  /** Of several exchanges each one; told, and nothing is refused as long as one of them is there. */
  readonly exchanges?: () => Readonly<Record<string, boolean>>;
  /** Each message gateway and whether it answers; told, and nothing is refused for it. */
  readonly gateways: () => Readonly<Record<string, boolean>>;
  /** What somebody should look at although it works. */
  readonly warnings: () => readonly string[];
  readonly metrics: () => Promise<{ readonly type: string; readonly text: string }>;
  /** Asked of whoever reads the metrics. */
  readonly metricsToken: string | undefined;
  /** Without a token: whether somebody on this very machine may read them; nobody else may. */
  readonly metricsHere: boolean;
}

/** For those who operate the system: is it alive, can it work, what does it count. */
export function healthRoutes({
  parts,
  exchanges = () => ({}),
  gateways,
  warnings,
  metrics,
  metricsToken,
  metricsHere,
}: HealthDeps): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => void response.json({ alive: true }));

  router.get('/readyz', async (_request, response) => {
    const found = await parts();
    const told = warnings();
    const each = exchanges();
    response.status(Object.values(found).every(Boolean) ? 200 : 503).json({
      ...found,
      ...(Object.keys(each).length > 1 && { exchanges: each }),
      gateways: gateways(),
      ...(told.length > 0 && { warnings: told }),
    });
  });

  router.get('/metrics', async (request, response) => {
    if (metricsToken === undefined && !(metricsHere && isHere(request))) {
      throw new HttpProblem(404, 'not_found', 'There is nothing at this address.');
    }
    if (metricsToken !== undefined && !same(request.headers.authorization ?? '', `Bearer ${metricsToken}`)) {
      throw new HttpProblem(401, 'not_allowed', 'A token is needed.');
    }
    const { type, text } = await metrics();
    response.type(type).send(text);
  });
  return router;
}

/** The connection itself comes from this machine, and carries nobody else's request. */
function isHere({ socket, headers }: Request): boolean {
  const forwarded = ['forwarded', 'x-forwarded-for', 'via', 'x-real-ip'].some((name) => headers[name] !== undefined);
  return !forwarded && /^(?:::1|(?:::ffff:)?127(?:\.\d+){3})$/.test(socket.remoteAddress ?? '');
}

function same(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}
