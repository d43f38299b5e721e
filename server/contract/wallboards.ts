import { z } from 'zod';
import { line } from './case.ts';
import type { Me, Role } from './people.ts';
import { Bilingual, Moment } from './primitives.ts';
import { route } from './route.ts';
import { tileNames, tilesAtMost } from './wallboard-tiles.ts';

const id = z.string().regex(/[a-z][a-z0-9_]{0,79}/);
/** A figure, or how late a step of a procedure is: `step:<procedure>/<step>`. */
const Tile = z.union([z.enum(tileNames), z.templateLiteral(['step:', id, '/', id])]);

const Tiles = z
  .array(Tile)
  .min(1, 'required')
  .max(tilesAtMost)
  .refine((names) => new Set(names).size === names.length, 'invalid');

/** A screen on a wall. Moments in epoch ms. */
export const WallboardCard = z.object({
  wallboardId: z.uuid(),
  name: z.string(),
  tiles: z.array(Tile).readonly(),
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

/** As a screen that came by a link knows itself. */
const Wallboard = z.object({ wallboardId: z.uuid(), name: z.string(), tiles: z.array(Tile).readonly() });
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
    body: z.object({ name: line(60).min(1, 'required'), tiles: Tiles.optional() }),
    response: z.object({ wallboardId: z.uuid(), token: z.string() }),
  }),
  changeWallboard: route({
    method: 'put',
    path: '/api/wallboards/{wallboardId}',
    summary: 'Choose what stands large on a screen; it shows it within a minute',
    roles: managers,
    params: z.object({ wallboardId: z.uuid() }),
    body: z.object({ tiles: Tiles }),
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
