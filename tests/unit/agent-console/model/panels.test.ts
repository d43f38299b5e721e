import { awayWith, hangsUp, needsDesk, offeredOf, scriptOf } from '../../../../agent-console/src/model/panels.ts';
import { railOf, runEndedBy } from '../../../../agent-console/src/model/steps.ts';
import { action, caseCard, ended, step, waitsFor } from '../cards.ts';

const ahead = { runs: false, number: 9, name: { id: 'x', en: 'x' } };

describe('what is offered on a case', () => {
  it('stands in the procedure’s order where running steps wait for it, aside where it may begin, and apart for any case', () => {
    const card = caseCard({ waitsFor: [waitsFor(['intake.started', 'intake.saved'])] });
    const { now, aside, common } = offeredOf(card, [
      action('intake.started'),
      // Its own step begins with the first word; the one that runs ends with it as well.
      action('intake.saved', { step: ahead }),
      action('solution.saved'),
      action('photo.needed', { step: ahead }),
      action('case.ended', { step: null }),
    ]);
    expect(now.map(({ event }) => event)).toEqual(['intake.saved', 'solution.saved']);
    expect(aside.map(({ event }) => event)).toEqual(['photo.needed']);
    expect(common.map(({ event }) => event)).toEqual(['case.ended']);
  });

  it('is the recap first when the caller hung up in the middle of the intake', () => {
    const actions = [action('intake.saved'), action('analysis.saved'), action('recap.saved')];
    const events = (callLive: boolean) => offeredOf(caseCard({ callLive }), actions).now.map(({ event }) => event);
    expect(events(false)).toEqual(['recap.saved', 'intake.saved', 'analysis.saved']);
    expect(events(true)).toEqual(['intake.saved', 'analysis.saved', 'recap.saved']);
  });
});

describe('the call desk', () => {
  const waiting = (event: string, change: Parameters<typeof caseCard>[0] = {}) =>
    caseCard({ waitsFor: [waitsFor([event])], ...change });

  it('says the line that fits what is waited for, while somebody hears it', () => {
    expect(scriptOf(waiting('intake.saved'))).toBe('greeting');
    expect(scriptOf(waiting('intake.saved', { linkedTo: 'DK-20261122-0046' }))).toBeNull();
    expect(scriptOf(waiting('confirmation.saved'))).toBe('confirming');
    expect(scriptOf(waiting('call.ended'))).toBe('closing');
    expect(scriptOf(waiting('analysis.saved'))).toBeNull();
    for (const event of ['intake.saved', 'confirmation.saved', 'call.ended'])
      expect(scriptOf(waiting(event, { callLive: false }))).toBeNull();
  });

  it('hangs up where the end of the call is waited for', () => {
    expect(hangsUp(waiting('call.ended'))).toBe(true);
    expect(hangsUp(waiting('call.ended', { callLive: false }))).toBe(false);
    expect(hangsUp(waiting('confirmation.saved'))).toBe(false);
  });

  it('has a case while it is one of a call', () => {
    expect(needsDesk(caseCard())).toBe(true);
    expect(needsDesk(caseCard({ layout: 'case' }))).toBe(false);
  });

  it('tells who else is waited for', () => {
    const official = waitsFor(['solution.given'], { role: 'official' });
    expect(awayWith(caseCard({ waitsFor: [official] }))).toBe(official);
    expect(awayWith(caseCard({ waitsFor: [official, waitsFor(['recap.saved'])] }))).toBeNull();
    expect(awayWith(caseCard())).toBeNull();
  });

  it('counts down the run that an event ends', () => {
    const recap = step(14, { runId: 'recap:1' });
    const card = caseCard({
      steps: [step(6), recap],
      waitsFor: [waitsFor(['intake.saved']), waitsFor(['recap.saved'], { runId: 'recap:1' })],
    });
    expect(runEndedBy(card, 'recap.saved')).toBe(recap);
    expect(runEndedBy(card, 'analysis.saved')).toBeUndefined();
  });
});

describe('the rail of steps', () => {
  it('shows the newest run of a step and how often it ran, in the procedure’s order whatever numbers are printed', () => {
    const rail = railOf([
      ended(91),
      ended(4, { runId: 'first', startedAt: 0, verdict: 'breached' }),
      ended(4, { runId: 'second', startedAt: 6_000 }),
      step(2),
    ]);
    expect(rail.map(({ run, runs }) => [run.number, run.runId, runs])).toEqual([
      [91, 'run-91', 1],
      [4, 'second', 2],
      [2, 'run-2', 1],
    ]);
  });
});
