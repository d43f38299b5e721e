import { setTimeout as sleep } from 'node:timers/promises';
import { Router } from 'express';
import { ipKeyGenerator } from 'express-rate-limit';
import type { SecurityLog } from '../../app/people/security-log.ts';
import type { WallboardStore } from '../../app/ports/wallboards.ts';
import { usualTiles } from '../../contract/wallboard-tiles.ts';
import { wallboardsAtMost } from '../../contract/wallboards.ts';
import { HttpProblem } from '../problem.ts';
import { mount } from '../route.ts';
import type { WallboardDoor } from '../wallboards.ts';

export interface WallboardRoutesDeps {
  readonly wallboards: WallboardStore;
  readonly door: WallboardDoor;
  readonly security: SecurityLog;
  /** Closes what is open under it. */
  readonly revoked: (wallboardId: string) => void;
}

const unknown = () => new HttpProblem(404, 'not_found', 'There is no such wallboard.');

/** A wrong token is answered no sooner than this. */
const wrongTokenMs = 500;

/** Screens on walls: who may have one, and how a screen comes in. */
export function wallboardRoutes({ wallboards, door, security, revoked }: WallboardRoutesDeps): Router {
  const router = Router();
  router.use('/api/wallboard', door.identify);

  mount(router, 'wallboards', async () => ({ wallboards: [...(await wallboards.list())] }));
  mount(router, 'addWallboard', async ({ actor, body }) => {
    const added = await wallboards.add({ tiles: usualTiles, ...body }, actor.userId, wallboardsAtMost);
    if (!added) throw new HttpProblem(409, 'too_many_wallboards', 'Revoke one that is not used any more.');
    security.note({ event: 'wallboard.added', personId: actor.userId, subject: body.name });
    return added;
  });
  mount(router, 'changeWallboard', async ({ params: { wallboardId }, body: { tiles } }) => {
    if (!(await wallboards.change(wallboardId, tiles))) throw unknown();
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
    return found;
  });
  mount(router, 'myWallboard', ({ request, response }) => {
    const token = door.tokenOf(request);
    if (token !== null) door.enter(response, token);
    return request.wallboard as NonNullable<typeof request.wallboard>;
  });
  mount(router, 'leaveWallboard', ({ response }) => {
    door.leave(response);
    return undefined as never;
  });
  return router;
}
