import { en } from '../../../../agent-console/src/i18n/en.ts';
import { id } from '../../../../agent-console/src/i18n/id.ts';
import { ActFields } from '../../../../server/contract/acts.ts';
import { actEvents, actFields } from '../../../../server/domain/case/acts.ts';
import { outsideEvents } from '../../../../server/domain/sop/vocabulary.ts';

describe('what can be written with an act', () => {
  it('is the same at the door as in the procedures, and the console has a word for each', () => {
    expect(Object.keys(ActFields.shape).sort()).toEqual([...actFields].sort());
    for (const { acts } of [id, en]) expect(actFields.filter((name) => !(name in acts.field))).toEqual([]);
  });

  it('is told in the history by a name for every event', () => {
    for (const { event } of [id, en])
      expect([...actEvents, ...outsideEvents].filter((name) => !(name in event))).toEqual([]);
  });
});
