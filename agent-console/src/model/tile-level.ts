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
