/** What may stand large at the top of a screen, in the order in which it stands there. */
export const tileNames = [
  'waiting',
  'longest',
  'talking',
  'ready',
  'inTarget',
  'serviceLevel',
  'abandoned',
  'breaches',
  'messages',
  'ages',
] as const;
export type TileName = (typeof tileNames)[number];
/** A step of a procedure, by their ids: whatever the office's procedures are. */
export type StepTile = `step:${string}/${string}`;
export type Tile = TileName | StepTile;

/** Unless others are chosen; a supervisor's page has these too. */
export const usualTiles: readonly TileName[] = tileNames.filter(
  (name) => !['serviceLevel', 'messages', 'ages'].includes(name),
);
/** More cannot be read from where people sit. */
export const tilesAtMost = 8;

/** A screen turns through no more pages: whoever waits for the first one again does not stand that long. */
export const pagesAtMost = 4;
/** How long a page is shown before the next one, seconds. */
export const pageSeconds = { least: 10, most: 120, usual: 20 } as const;

/** What stands large at one time. */
export interface BoardPage {
  readonly tiles: readonly Tile[];
  readonly seconds: number;
}

/** The age of open cases is told apart at so many working days of the office. */
export const ageBounds = [1, 3, 5] as const;

export interface StepOfTile {
  readonly procedure: string;
  readonly step: string;
}

export const stepTile = ({ procedure, step }: StepOfTile): StepTile => `step:${procedure}/${step}`;

/** Null: it is no step's. */
export function stepOfTile(tile: Tile): StepOfTile | null {
  const found = /^step:([^/]+)\/([^/]+)$/.exec(tile);
  return found === null ? null : { procedure: found[1] as string, step: found[2] as string };
}
