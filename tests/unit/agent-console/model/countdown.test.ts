import { countdownOf, offerCountdown, shownSeconds } from '../../../../agent-console/src/model/countdown.ts';
import { step } from '../cards.ts';

describe('the countdown of a step', () => {
  it('is calm before its warning, amber from it on, and red only after its due moment', () => {
    const tones = [0, 7_999, 8_000, 9_999, 10_000, 10_001].map((now) => countdownOf(step(4), now).tone);
    expect(tones).toEqual(['calm', 'calm', 'amber', 'amber', 'amber', 'red']);
  });

  it('is still in time at exactly the due moment, with nothing left', () => {
    expect(countdownOf(step(4), 10_000)).toEqual({ remainingMs: 0, ratio: 0, tone: 'amber' });
  });

  it('keeps the ratio between one and nothing, whatever the clocks say', () => {
    expect(countdownOf(step(4), -5_000).ratio).toBe(1);
    expect(countdownOf(step(4), 2_500).ratio).toBe(0.75);
    expect(countdownOf(step(4), 60_000).ratio).toBe(0);
  });

  it('stands still once the step has ended', () => {
    const met = step(4, { endedAt: 4_000, verdict: 'met' });
    expect(countdownOf(met, 99_000)).toEqual({ remainingMs: 6_000, ratio: 0.6, tone: 'done' });
    expect(countdownOf(step(4, { endedAt: 12_000, verdict: 'breached' }), 99_000).tone).toBe('red');
    expect(countdownOf(step(4, { endedAt: 12_000, verdict: 'cancelled' }), 99_000).tone).toBe('done');
  });

  it('has no budget to divide by when a step is due at once', () => {
    expect(countdownOf(step(4, { dueAt: 0, warnAt: [] }), 0)).toEqual({ remainingMs: 0, ratio: 0, tone: 'calm' });
  });

  it('shows whole seconds begun, and counts up from one when over', () => {
    expect(shownSeconds(5_000)).toEqual({ over: false, seconds: 5 });
    expect(shownSeconds(4_001)).toEqual({ over: false, seconds: 5 });
    expect(shownSeconds(1)).toEqual({ over: false, seconds: 1 });
    expect(shownSeconds(0)).toEqual({ over: false, seconds: 0 });
    expect(shownSeconds(-1)).toEqual({ over: true, seconds: 1 });
  });

  it('turns amber at half the time of an offer', () => {
    const offer = { offeredAt: 1_000, dueAt: 6_000 };
    expect(offerCountdown(offer, 3_499).tone).toBe('calm');
    expect(offerCountdown(offer, 3_500).tone).toBe('amber');
    expect(offerCountdown(offer, 6_000).tone).toBe('amber');
    expect(offerCountdown(offer, 6_001).tone).toBe('red');
  });
});
