import type { BoardLimits } from '../../../../server/contract/wallboard-limits.ts';
import { type BoardPage, stepOfTile, usualTiles } from '../../../../server/contract/wallboard-tiles.ts';
import { BoardStrip } from './board-strip.tsx';
import { type TileFigures, useTileContents } from './tile-contents.ts';
import { Tiles } from './tiles.tsx';
import { usePages } from './use-pages.ts';

/** What an office chose for a screen. */
export interface BoardChoice {
  readonly pages: readonly BoardPage[];
  readonly limits: BoardLimits;
}

const usual: BoardChoice = { pages: [{ tiles: usualTiles, seconds: 0 }], limits: {} };

interface Props extends TileFigures {
  /** Of a screen on a wall; absent: what people usually see. */
  readonly choice?: BoardChoice;
  /** Epoch ms by the server's clock. */
  readonly now: number;
}

/** What stands large at the top: the page that is shown, and of a screen on a wall what else there is to know. */
export function Board({ choice, now, ...figures }: Props) {
  const { pages, limits } = choice ?? usual;
  const of = useTileContents(figures, limits, now);
  const turning = usePages(pages);
  const { shown } = turning;
  return (
    <>
      <Tiles
        key={shown}
        names={pages[shown]?.tiles ?? usualTiles}
        of={of}
        tall={pages.some(({ tiles }) => tiles.some((tile) => stepOfTile(tile) !== null))}
        turns={pages.length > 1}
      />
      {choice !== undefined && <BoardStrip pages={pages} turning={turning} of={of} now={now} />}
    </>
  );
}
