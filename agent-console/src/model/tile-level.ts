import { type BoardLimits, limitsOf, measuredOn } from '../../../server/contract/wallboard-limits.ts';
import type { Tile } from '../../../server/contract/wallboard-tiles.ts';

/** From which value on a figure is grave, and below which it is calm again: what trembles at its limit makes no flicker. */
export interface LevelLimits {
  readonly rise: number;
  /** At most `rise`. */
  readonly fall: number;
}

/** Somebody who looks up must have seen it: grave for so long at least. */
const graveAtLeastMs = 10_000;

/** Which figures of a screen are grave, by what they were before. */
export interface Levels {
  /**
   * @param value null: there is nothing to measure, which is calm
   * @param now ms by a clock that is not set back
   */
  grave(name: string, value: number | null, limits: LevelLimits, now: number): boolean;
}

export function createLevels(): Levels {
  const since = new Map<string, number>();
  return {
    grave: (name, value, { rise, fall }, now) => {
      const risen = since.get(name);
      if (value !== null && value >= rise) {
        if (risen === undefined) since.set(name, now);
        return true;
      }
      if (risen === undefined) return false;
      const calm = value === null || value < fall;
      if (calm && now - risen >= graveAtLeastMs) since.delete(name);
      return since.has(name);
    },
  };
}

/** How a figure stands: it warns, or is grave. */
export type Level = 'calm' | 'amber' | 'red';

/**
 * How a tile stands by the limits that its screen has.
 * @param value in the tile's unit; null: there is nothing to measure
 * @param now ms by a clock that is not set back
 */
export function levelOf(levels: Levels, tile: Tile, value: number | null, set: BoardLimits, now: number): Level {
  const of = measuredOn(tile);
  if (of === null) return 'calm';
  const { amber, red } = limitsOf(tile, set);
  const { part, units } = of.margin;
  // Where little is bad, less is more.
  const sign = of.downwards ? -1 : 1;
  const reached = (name: string, limit: number | null): boolean => {
    if (limit === null) return false;
    const rise = sign * limit;
    return levels.grave(`${tile} ${name}`, value && sign * value, { rise, fall: rise - limit * part - units }, now);
  };
  // Both are looked at each time: what calms down from red must know since when it is amber.
  const [warns, grave] = [reached('amber', amber), reached('red', red)];
  if (grave) return 'red';
  return warns ? 'amber' : 'calm';
}
