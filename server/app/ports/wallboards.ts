import type { BoardLimits } from '../../contract/wallboard-limits.ts';
import type { BoardPage, Tile } from '../../contract/wallboard-tiles.ts';

/** What a screen shows large. */
export interface WallboardChoice {
  /** In the order in which they are turned through. */
  readonly pages: readonly BoardPage[];
  readonly limits: BoardLimits;
}

/** A screen on a wall, known by the token of its link. */
export interface WallboardRecord extends WallboardChoice {
  readonly wallboardId: string;
  readonly name: string;
}

/** Screens on walls. Moments in epoch ms; every method throws when the database is away. */
export interface WallboardStore {
  /** @returns the token, which is kept nowhere, or null where there are so many already */
  add(
    board: Omit<WallboardRecord, 'wallboardId'>,
    addedBy: string,
    atMost: number,
  ): Promise<{ wallboardId: string; token: string } | null>;
  /** False: there is none. */
  change(wallboardId: string, choice: WallboardChoice): Promise<boolean>;
  list(): Promise<
    readonly (WallboardRecord & {
      readonly addedByName: string;
      readonly addedAt: number;
      readonly seenAt: number | null;
    })[]
  >;
  /** Whatever some page of some screen shows, each once. */
  tiles(): Promise<readonly Tile[]>;
  /** Whose token it is; it counts as seen. */
  byToken(token: string): Promise<WallboardRecord | null>;
  /** Those that were not revoked; they count as seen. */
  live(wallboardIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** Its name, or null where there is none. */
  revoke(wallboardId: string): Promise<string | null>;
}
