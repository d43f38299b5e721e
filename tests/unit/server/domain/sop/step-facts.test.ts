import { step } from '../../../../../server/domain/sop/step.ts';
import { wallClock } from '../../../../../server/domain/sop/timekeeper.ts';
import { play, sopOf } from './support.ts';

describe('a caller on hold', () => {
  it('who is handed on is on hold no more, and the time of the step runs again', () => {
    const { run, state } = play(sopOf({ pauses: ['hold'] }), [
      ...['call.answered@0', 'go@0', 'call.held@400', 'call.released@1000'],
    ]);
    expect(state).toMatchObject({ live: true, held: false });
    expect(run).toMatchObject({ stoppedAt: null, spent: 400, dueAt: 1_600 });
  });
});

describe('a question that reached nobody', () => {
  const sop = sopOf({ pauses: ['citizen'] });
  const asked = play(sop, ['go@0', 'citizen.asked@400']).state;
  const failed = (data: object) =>
    step(sop, asked, { id: 'f', type: 'telling.failed', at: 1_000, data }, 1_000, wallClock).state;

  it('is waited for no longer: the time of the step runs again from then on', () => {
    const after = failed({ purpose: 'question' });
    expect(after).toMatchObject({ awaiting: false, closed: false });
    expect(after.runs).toEqual([expect.objectContaining({ stoppedAt: null, spent: 400, dueAt: 1_600 })]);
  });

  it('is told apart from an answer that did not arrive, which ends no waiting', () => {
    expect(failed({ purpose: 'answer' })).toEqual(asked);
  });
});
