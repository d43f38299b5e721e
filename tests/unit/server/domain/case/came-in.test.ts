import { applyCaseEvent, type CaseState, newCase } from '../../../../../server/domain/case/case.ts';
import { citizenWrote } from '../../../../../server/domain/case/citizen-wrote.ts';
import type { CaseEvent } from '../../../../../server/domain/case/events.ts';
import { endsPhotoStep } from '../../../../../server/domain/case/photo-step.ts';
import { replayCase } from '../../../../../server/domain/case/replay.ts';
import { wallClock } from '../../../../../server/domain/sop/timekeeper.ts';
import { surabaya } from '../../../../support/scenario-desk.ts';
import { sopWith, stepWith } from '../../../../support/sops.ts';

describe('words of the citizen', () => {
  it('are the answer where the case waits for one, and a message where it does not', () => {
    const wroteTo = (awaiting: boolean) => citizenWrote({ ...newCase, sop: { ...newCase.sop, awaiting } }, 'm1', 7);
    expect(wroteTo(true)).toEqual({ id: 'm1', type: 'citizen.replied', at: 7, data: { via: 'message' } });
    expect(wroteTo(false)).toEqual({ id: 'm1', type: 'message.received', at: 7, data: {} });
  });
});

describe('a file that came', () => {
  const sop = sopWith([
    stepWith({ id: 'photo', ends: ['photo.received'] }),
    stepWith({ id: 'write', ends: ['report.logged'] }),
  ]);
  const at = (...runs: readonly [step: string, verdict: string][]): CaseState => ({
    ...newCase,
    sop: { ...newCase.sop, runs: runs.map(([step, verdict]) => ({ step, verdict })) as never },
  });

  it('is the photo for which a running step waits, beside others', () => {
    expect(endsPhotoStep(sop, at(['write', 'running'], ['photo', 'running']), 'picture')).toBe(true);
  });

  it('is none where it shows nothing, and where nobody waits for one, or no longer', () => {
    expect(endsPhotoStep(sop, at(['photo', 'running']), 'sound')).toBe(false);
    expect(endsPhotoStep(sop, at(['write', 'running'], ['photo', 'met']), 'picture')).toBe(false);
    expect(endsPhotoStep(sop, at(), 'picture')).toBe(false);
  });
});

describe('a case made anew from its history', () => {
  const events = [
    { id: 'a', type: 'call.arrived', at: 1_000, data: {} },
    { id: 'b', type: 'call.answered', at: 2_000, data: { offerId: 'o1', agentId: 'siti' } },
    { id: 'c', type: 'intake.saved', at: 3_000, data: { fields: { complaint: 'rusak' } } },
  ] as const satisfies readonly CaseEvent[];

  it('is what each event made of it at the moment at which it was handled', () => {
    const late = 900_000;
    const stored = events.reduce<CaseState>(
      (state, event) => applyCaseEvent(surabaya, state, event, event.at + late, wallClock).state,
      newCase,
    );
    const history = events.map((event) => ({ event, recordedAt: event.at + late }));
    expect(replayCase(surabaya, history, wallClock)).toEqual(stored);
    expect(stored).toMatchObject({ status: 'open', agentId: 'siti', complaint: 'rusak' });
    expect(replayCase(surabaya, [], wallClock)).toEqual(newCase);
  });
});
