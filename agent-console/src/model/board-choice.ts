import { type BoardLimits, limitFault, limitsOf, measuredOn } from '../../../server/contract/wallboard-limits.ts';
import { pageSeconds, type Tile } from '../../../server/contract/wallboard-tiles.ts';

/** Pages while they are chosen: `seconds` is what was typed, null where that is no number. */
export type BoardPages = readonly { readonly tiles: readonly Tile[]; readonly seconds: number | null }[];

/** What stands on any page, each tile once, in the order in which it is come across. */
export const tilesOf = (pages: BoardPages): readonly Tile[] => [...new Set(pages.flatMap(({ tiles }) => tiles))];

/** @param page from 1 on; 0 where the fault is of no page */
export interface BoardFault {
  readonly fault: 'noTile' | 'seconds' | 'limits';
  readonly page: number;
}

/** Why these pages and limits cannot be kept, page by page. */
export function boardFaults(pages: BoardPages, limits: BoardLimits): BoardFault[] {
  const { least, most } = pageSeconds;
  const inPages = pages.flatMap(({ tiles, seconds }, nth): BoardFault[] => [
    ...(tiles.length === 0 ? [{ fault: 'noTile', page: nth + 1 } as const] : []),
    ...(seconds !== null && Number.isInteger(seconds) && seconds >= least && seconds <= most
      ? []
      : [{ fault: 'seconds', page: nth + 1 } as const]),
  ]);
  const wrong = tilesOf(pages).some((tile) => measuredOn(tile) && limitFault(tile, limitsOf(tile, limits)));
  return wrong ? [...inPages, { fault: 'limits', page: 0 }] : inPages;
}

/** Of the tiles that are chosen, and only what is not as usual anyway. */
export function limitsToKeep(tiles: readonly Tile[], limits: BoardLimits): BoardLimits {
  return Object.fromEntries(
    tiles.flatMap((tile) => {
      const [set, usual] = [limits[tile], measuredOn(tile)?.usual];
      const same = set === undefined || (set.amber === usual?.amber && set.red === usual?.red);
      return same ? [] : [[tile, set] as const];
    }),
  );
}
