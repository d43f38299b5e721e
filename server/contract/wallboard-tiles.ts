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
] as const;
export type TileName = (typeof tileNames)[number];
/** Unless others are chosen; a supervisor's page has these too. */
export const usualTiles: readonly TileName[] = tileNames.filter((name) => name !== 'serviceLevel');
