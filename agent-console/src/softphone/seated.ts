import { createSeat, type SeatParts } from './seat.ts';
import { createCell, type PhoneState, type Softphone } from './softphone.ts';

export interface SeatedPhoneParts extends Omit<SeatParts, 'changed'> {
  readonly mode: PhoneState['mode'];
  /** The telephone itself; asked for each time that it comes to this page. */
  readonly open: () => Promise<Softphone>;
}

/** Before a telephone that could not be opened is tried again. */
const againMs = 3_000;

/**
 * A browser telephone of which there is one, however many pages are open: two would ring, and one of them could not
 * answer. A page that has it no more keeps the conversation it has, to its end.
 */
export function createSeatedPhone({ mode, open, ...seatParts }: SeatedPhoneParts): Softphone {
  const blank: PhoneState = {
    ...{ mode, status: 'starting', held: false, muted: false, problem: null },
    controls: { answer: false, hangup: false, hold: false, mute: false },
  };
  const cell = createCell<PhoneState>(blank);
  let here = false;
  let inner: Softphone | null = null;
  let opening = false;
  let stopped = false;
  let stopWaiting = (): void => {};

  const mirror = (): void => {
    if (inner) cell.set(here ? inner.get() : { ...inner.get(), status: 'other-tab' });
  };
  const come = (): void => {
    stopWaiting();
    // One that still talks here is the telephone when it has talked.
    if (inner || opening || !here || stopped) return;
    opening = true;
    cell.set(blank);
    open()
      .then((phone) => {
        opening = false;
        if (stopped) return phone.stop();
        inner = phone;
        phone.subscribe(mirror);
        mirror();
        if (!here) go();
      })
      .catch(() => {
        opening = false;
        if (stopped || !here) return;
        cell.set({ status: 'unreachable' });
        stopWaiting = seatParts.later(come, againMs);
      });
  };
  const go = (): void => {
    stopWaiting();
    const leaving = inner;
    if (!leaving) {
      cell.set({ ...blank, status: 'other-tab' });
      return;
    }
    mirror();
    leaving.retire(() => {
      if (inner !== leaving) return;
      inner = null;
      if (here) come();
      else cell.set({ ...blank, status: 'other-tab' });
    });
  };
  const seat = createSeat({
    ...seatParts,
    changed(now) {
      here = now;
      if (now) come();
      else go();
    },
  });

  return {
    get: cell.get,
    subscribe: cell.subscribe,
    answer: async (callId) => inner?.answer(callId),
    hangup: async (callId) => inner?.hangup(callId),
    hold: async (callId, on) => inner?.hold(callId, on),
    mute: async (callId, on) => inner?.mute(callId, on),
    idle: () => inner?.idle(),
    bringHere: seat.take,
    retire: (over) => (inner ? inner.retire(over) : over()),
    stop: () => {
      stopped = true;
      stopWaiting();
      seat.leave();
      inner?.stop();
    },
  };
}
