import { setTimeout as sleep } from 'node:timers/promises';
import { Router } from 'express';
import { ipKeyGenerator } from 'express-rate-limit';
import type { SecurityLog } from '../../app/people/security-log.ts';
import type { WallboardRecord, WallboardStore } from '../../app/ports/wallboards.ts';
import type { PublishedProcedures } from '../../app/procedures/published.ts';
import { type BoardPage, pageSeconds, stepOfTile, usualTiles } from '../../contract/wallboard-tiles.ts';
import { type TimedProcedure, wallboardsAtMost } from '../../contract/wallboards.ts';
import { HttpProblem, invalid } from '../problem.ts';
import { mount } from '../route.ts';
import type { WallboardDoor } from '../wallboards.ts';

export interface WallboardRoutesDeps {
  readonly wallboards: WallboardStore;
  readonly door: WallboardDoor;
  readonly security: SecurityLog;
  readonly published: Pick<PublishedProcedures, 'inForce'>;
  /** Other tiles than before are to be shown. */
  readonly chosen: () => void;
  /** Closes what is open under it. */
  readonly revoked: (wallboardId: string) => void;
}

const unknown = () => new HttpProblem(404, 'not_found', 'There is no such wallboard.');

/** A wrong token is answered no sooner than this. */
const wrongTokenMs = 500;

const usualPages: readonly BoardPage[] = [{ tiles: usualTiles, seconds: pageSeconds.usual }];

/** As the screen itself is told. */
const told = ({ wallboardId, name, pages, limits }: WallboardRecord) => ({
  ...{ wallboardId, name, limits },
  pages: [...pages],
  tiles: pages[0]?.tiles ?? usualTiles,
});

/** Steps that promise a time of their own, in their documents' order. */
const timedProcedures = (published: WallboardRoutesDeps['published']): TimedProcedure[] =>
  published.inForce().map(({ id, title, steps }) => ({
    ...{ procedure: id, title },
    steps: steps
      .filter(({ budget, shares }) => budget !== null && shares === null)
      .map(({ id: step, number, name }) => ({ step, number, name })),
  }));

/** Screens on walls: who may have one, and how a screen comes in. */
export function wallboardRoutes(deps: WallboardRoutesDeps): Router {
  const { wallboards, door, security, published, chosen, revoked } = deps;
  const router = Router();
  /** A step that is chosen exists; one that went since it was chosen may stay where it is, and is told of as such. */
  const mustExist = async (pages: readonly BoardPage[]) => {
    const tiles = pages.flatMap((page) => page.tiles);
    const procedures = timedProcedures(published);
    const unknown = tiles.filter((tile) => {
      const one = stepOfTile(tile);
      return (
        one && !procedures.some((of) => of.procedure === one.procedure && of.steps.some((s) => s.step === one.step))
      );
    });
    if (unknown.length === 0) return;
    const known = new Set(await wallboards.tiles());
    if (unknown.some((tile) => !known.has(tile)))
      throw invalid([{ field: 'pages', code: 'invalid', message: 'No procedure in force has this step.' }]);
  };
  router.use('/api/wallboard', door.identify);

  mount(router, 'wallboards', async () => ({
    wallboards: [...(await wallboards.list())],
    procedures: timedProcedures(published),
  }));
  mount(router, 'addWallboard', async ({ actor, body }) => {
    if (body.pages) await mustExist(body.pages);
    const added = await wallboards.add({ pages: usualPages, limits: {}, ...body }, actor.userId, wallboardsAtMost);
    if (!added) throw new HttpProblem(409, 'too_many_wallboards', 'Revoke one that is not used any more.');
    chosen();
    security.note({ event: 'wallboard.added', personId: actor.userId, subject: body.name });
    return added;
  });
  mount(router, 'changeWallboard', async ({ params: { wallboardId }, body }) => {
    await mustExist(body.pages);
    if (!(await wallboards.change(wallboardId, body))) throw unknown();
    chosen();
    return undefined as never;
  });
  mount(router, 'revokeWallboard', async ({ actor, params: { wallboardId } }) => {
    const name = await wallboards.revoke(wallboardId);
    if (name === null) throw unknown();
    revoked(wallboardId);
    security.note({ event: 'wallboard.revoked', personId: actor.userId, subject: name });
    return undefined as never;
  });

  mount(router, 'enterWallboard', async ({ body, request, response }) => {
    const found = await wallboards.byToken(body.token);
    const source = ipKeyGenerator(request.ip ?? '');
    if (!found) {
      security.say({ event: 'wallboard.refused', personId: null, subject: source });
      await sleep(wrongTokenMs);
      throw new HttpProblem(401, 'wallboard_unknown', 'The link is wrong, or was revoked.');
    }
    door.enter(response, body.token);
    security.note({ event: 'wallboard.opened', personId: null, subject: `${found.name} ${source}` });
    return told(found);
  });
  mount(router, 'myWallboard', ({ request, response }) => {
    const token = door.tokenOf(request);
    if (token !== null) door.enter(response, token);
    return told(request.wallboard as NonNullable<typeof request.wallboard>);
  });
  mount(router, 'leaveWallboard', ({ response }) => {
    door.leave(response);
    return undefined as never;
  });
  return router;
}
