import { stepOfTile, type Tile, type TileName } from './wallboard-tiles.ts';

/** From which figure on a tile warns (amber) and is grave (red), in its unit; null: never. */
export interface TileLimits {
  readonly amber: number | null;
  readonly red: number | null;
}

/** What an office has set; a tile that is not in it has the usual limits. */
export type BoardLimits = Readonly<Partial<Record<Tile, TileLimits>>>;

/** What is measured on a tile, and whether much or little of it is bad. */
export interface Measured {
  readonly unit: 'calls' | 'seconds' | 'agents' | 'percent' | 'breaches' | 'minutes' | 'tickets' | 'steps';
  /** It warns at a figure that is this low, not this high. */
  readonly downwards: boolean;
  readonly most: number;
  /** Unless the office sets others. */
  readonly usual: TileLimits;
  /** Shown calm again once it is better than its limit by so much: a part of the limit, and whole units. */
  readonly margin: { readonly part: number; readonly units: number };
}

const never: TileLimits = { amber: null, red: null };
/** One is too many. */
const any: TileLimits = { amber: null, red: 1 };
const none = { part: 0, units: 0 } as const;
/** A count can be told from the next one; a time that trembles at its limit cannot. */
const sixth = { part: 1 / 6, units: 0 } as const;
const count = { downwards: false, most: 9_999, usual: never, margin: none } as const;

/** Of the tiles that can warn: of how many talk, and were answered in time, no number is bad by itself. */
const measured: Readonly<Partial<Record<TileName, Measured>>> = {
  waiting: { ...count, unit: 'calls' },
  longest: { ...count, unit: 'seconds', most: 3_600, margin: sixth },
  ready: { ...count, unit: 'agents', downwards: true },
  serviceLevel: { ...count, unit: 'percent', downwards: true, most: 100, margin: { part: 0, units: 2 } },
  abandoned: { ...count, unit: 'calls' },
  breaches: { ...count, unit: 'breaches', usual: any },
  messages: { ...count, unit: 'minutes', most: 1_440, usual: { amber: null, red: 30 }, margin: sixth },
  ages: { ...count, unit: 'tickets', usual: any },
};
const step: Measured = { ...count, unit: 'steps', usual: any };

/** Null: the tile never warns. */
export const measuredOn = (tile: Tile): Measured | null =>
  stepOfTile(tile) === null ? (measured[tile as TileName] ?? null) : step;

export const limitsOf = (tile: Tile, set: BoardLimits): TileLimits => set[tile] ?? measuredOn(tile)?.usual ?? never;

/** What is wrong with limits that somebody set for a tile, or null. */
export type LimitFault = 'not_measured' | 'not_whole' | 'out_of_range' | 'red_before_amber';

/** @returns the first fault: red must be worse than amber, which with some tiles is less */
export function limitFault(tile: Tile, { amber, red }: TileLimits): LimitFault | null {
  const of = measuredOn(tile);
  if (of === null) return 'not_measured';
  // Few calls are many where none is too many; that none is left is worse than one.
  const least = of.downwards ? 0 : 1;
  for (const limit of [amber, red]) {
    if (limit === null) continue;
    if (!Number.isInteger(limit)) return 'not_whole';
    if (limit < least || limit > of.most) return 'out_of_range';
  }
  if (amber === null || red === null) return null;
  return (of.downwards ? red < amber : red > amber) ? null : 'red_before_amber';
}
