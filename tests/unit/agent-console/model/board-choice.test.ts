import { boardFaults, limitsToKeep, tilesOf } from '../../../../agent-console/src/model/board-choice.ts';
import { stepTileName } from '../../../../agent-console/src/model/step-tile.ts';

const page = (tiles: readonly ('waiting' | 'ready' | 'messages' | 'talking')[], seconds: number | null = 20) => ({
  tiles,
  seconds,
});

describe('the choice of what a screen shows', () => {
  it('has nothing against pages that can be kept', () => {
    expect(boardFaults([page(['waiting'], 10), page(['ready', 'talking'], 120)], {})).toEqual([]);
  });

  it('names the page that has no tile, or a time that is none', () => {
    expect(boardFaults([page(['waiting']), page([], 9), page(['ready'], null)], {})).toEqual([
      { fault: 'noTile', page: 2 },
      { fault: 'seconds', page: 2 },
      { fault: 'seconds', page: 3 },
    ]);
    for (const seconds of [121, 10.5]) expect(boardFaults([page(['ready'], seconds)], {})[0]?.fault).toBe('seconds');
  });

  it('says that limits of a tile that is shown are wrong, and lets those of others be', () => {
    const limits = { waiting: { amber: 5, red: 4 } };
    expect(boardFaults([page(['waiting'])], limits)).toEqual([{ fault: 'limits', page: 0 }]);
    expect(boardFaults([page(['ready'])], limits)).toEqual([]);
  });

  it('keeps limits of tiles that are shown, and only what is not as usual anyway', () => {
    const tiles = tilesOf([page(['waiting', 'messages']), page(['messages', 'talking'])]);
    expect(tiles).toEqual(['waiting', 'messages', 'talking']);
    const limits = {
      waiting: { amber: 3, red: null },
      messages: { amber: null, red: 30 },
      ready: { amber: 2, red: 1 },
    };
    expect(limitsToKeep(tiles, limits)).toEqual({ waiting: { amber: 3, red: null } });
    const never = { messages: { amber: null, red: null } };
    expect(limitsToKeep(tiles, never)).toEqual(never);
  });
});

describe('the name of a step’s tile', () => {
  it('begins with its procedure, so that steps of one name are told apart where the rest is cut', () => {
    expect(stepTileName('depok', 3, 'Menjawab')).toBe('Depok · 3. Menjawab');
    expect(stepTileName('air_bersih', 3, 'Menjawab')).toBe('Air bersih · 3. Menjawab');
  });
});
