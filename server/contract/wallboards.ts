import { z } from 'zod';
import { line } from './case.ts';
import type { Me, Role } from './people.ts';
import { Bilingual, Moment } from './primitives.ts';
import { route } from './route.ts';
import { limitFault } from './wallboard-limits.ts';
import { pageSeconds, pagesAtMost, tileNames, tilesAtMost } from './wallboard-tiles.ts';

const id = z.string().regex(/[a-z][a-z0-9_]{0,79}/);
/** A figure, or how late a step of a procedure is: `step:<procedure>/<step>`. */
const Tile = z.union([z.enum(tileNames), z.templateLiteral(['step:', id, '/', id])]);

const Tiles = z
  .array(Tile)
  .min(1, 'required')
  .max(tilesAtMost)
  .refine((names) => new Set(names).size === names.length, 'invalid');

/** What stands large at one time, and for how many seconds where there are other pages. */
const Page = z.object({
  tiles: Tiles.readonly(),
  seconds: z.number().int().min(pageSeconds.least).max(pageSeconds.most),
});
const Pages = z.array(Page).min(1, 'required').max(pagesAtMost);

const Limit = z.number().nullable();
/** By tile, in its own unit; a tile that is not named has the usual limits, and null is never reached. */
const Limits = z.partialRecord(Tile, z.object({ amber: Limit, red: Limit }));
const SetLimits = Limits.superRefine((limits, context) => {
  for (const [tile, of] of Object.entries(limits)) {
    const message = of && limitFault(tile as z.infer<typeof Tile>, of);
    if (message) context.addIssue({ code: 'custom', message, path: [tile] });
  }
});

/** A screen on a wall. Moments in epoch ms. */
export const WallboardCard = z.object({
  wallboardId: z.uuid(),
  name: z.string(),
  pages: z.array(Page).readonly(),
  limits: Limits.readonly(),
  addedByName: z.string(),
  addedAt: Moment,
  /** When it last watched, to the minute; null: never yet. */
  seenAt: Moment.nullable(),
});
export type WallboardCard = z.infer<typeof WallboardCard>;

/** A procedure in force with those of its steps that promise a time. */
const TimedProcedure = z.object({
  procedure: z.string(),
  title: Bilingual,
  steps: z.array(z.object({ step: z.string(), number: z.number().int(), name: Bilingual })),
});
export type TimedProcedure = z.infer<typeof TimedProcedure>;

/** As a screen that came by a link knows itself. `tiles`: of its first page, for one that was loaded when there was one only. */
const Wallboard = z.object({
  ...WallboardCard.pick({ wallboardId: true, name: true, pages: true, limits: true }).shape,
  tiles: z.array(Tile).readonly(),
});
export type Wallboard = z.infer<typeof Wallboard>;

/** Who looks at a live view: somebody of the office, or a wallboard, which is nobody's and may only watch. */
export type Viewer = Omit<Me, 'role'> & { readonly role: Role | 'wallboard' };

const managers = ['admin'] as const;
/** As many as any office has walls. */
export const wallboardsAtMost = 100;

export const wallboardApi = {
  wallboards: route({
    method: 'get',
    path: '/api/wallboards',
    summary: 'The screens on walls that may watch the floor, and when each last did',
    roles: managers,
    response: z.object({ wallboards: z.array(WallboardCard), procedures: z.array(TimedProcedure).readonly() }),
  }),
  addWallboard: route({
    method: 'post',
    path: '/api/wallboards',
    summary: 'A link for a screen on a wall; its token is told this once and lasts until it is revoked',
    roles: managers,
    grave: true,
    body: z.object({ name: line(60).min(1, 'required'), pages: Pages.optional() }),
    response: z.object({ wallboardId: z.uuid(), token: z.string() }),
  }),
  changeWallboard: route({
    method: 'put',
    path: '/api/wallboards/{wallboardId}',
    summary:
      'Choose what stands large on a screen, page by page, and from which figures on it warns; it shows it within a minute',
    roles: managers,
    params: z.object({ wallboardId: z.uuid() }),
    body: z.object({ pages: Pages, limits: SetLimits }),
    response: null,
  }),
  revokeWallboard: route({
    method: 'delete',
    path: '/api/wallboards/{wallboardId}',
    summary: 'Revoke the link of a screen: it shows nothing more from now on',
    roles: managers,
    params: z.object({ wallboardId: z.uuid() }),
    response: null,
  }),
  enterWallboard: route({
    method: 'post',
    path: '/api/wallboard',
    summary: 'Exchange the token of a link for a cookie that no script reads; in the body, so that it stands in no log',
    roles: 'public',
    body: z.object({ token: z.string().min(1, 'required').max(200) }),
    response: Wallboard,
  }),
  myWallboard: route({
    method: 'get',
    path: '/api/wallboard',
    summary: 'Which wallboard this browser is',
    roles: 'wallboard',
    response: Wallboard,
  }),
  leaveWallboard: route({
    method: 'delete',
    path: '/api/wallboard',
    summary: 'This browser is no wallboard any more; its link goes on',
    roles: 'wallboard',
    response: null,
  }),
} as const;
