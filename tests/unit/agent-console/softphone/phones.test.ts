import {
  forgetDialog,
  keepDialog,
  replacesHeader,
  takeDialog,
} from '../../../../agent-console/src/softphone/dialog.ts';
import { createExchangePhone } from '../../../../agent-console/src/softphone/exchange.ts';

describe('a telephone worked through the exchange', () => {
  const phone = (leg: (callId: string, action: string) => Promise<void>) =>
    createExchangePhone({ controls: { answer: true, hangup: true, hold: true, mute: true }, leg });

  it('asks the exchange for each action and remembers what was done', async () => {
    const asked: string[] = [];
    const mine = phone(async (callId, action) => void asked.push(`${callId} ${action}`));
    await mine.answer('c1');
    await mine.mute('c1', true);
    expect(mine.get()).toMatchObject({ muted: true, held: false, problem: null });
    await mine.mute('c1', false);
    await mine.hold('c1', true);
    expect(mine.get()).toMatchObject({ muted: false, held: true });
    await mine.hangup('c1');
    expect(mine.get()).toMatchObject({ muted: false, held: false });
    expect(asked).toEqual(['c1 answer', 'c1 mute', 'c1 unmute', 'c1 hold', 'c1 hangup']);
  });

  it('says so when the exchange did not obey, and does not pretend', async () => {
    const mine = phone(() => Promise.reject(new Error('no')));
    let turns = 0;
    mine.subscribe(() => {
      turns += 1;
    });
    await mine.hold('c1', true);
    expect(mine.get()).toMatchObject({ held: false, problem: 'command' });
    mine.idle();
    expect(mine.get().problem).toBeNull();
    expect(turns).toBe(2);
  });
});

describe('the dialog of a call in a browser', () => {
  const storage = () => {
    const kept = new Map<string, string>();
    return {
      kept,
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
    };
  };
  const session = { _dialog: { id: { call_id: 'abc@host', local_tag: 'ours', remote_tag: 'theirs' } } };

  it('is found once by the page that comes next, and replaces the leg the exchange still holds', () => {
    const store = storage();
    keepDialog(store, session, 'sip:101@pbx');
    expect(takeDialog(store, 'sip:102@pbx')).toBeNull();
    const dialog = takeDialog(store, 'sip:101@pbx');
    expect(dialog?.resumeAt).toBe('sip:101@pbx');
    expect(dialog && replacesHeader(dialog)).toBe('Replaces: abc@host;to-tag=theirs;from-tag=ours');
    expect(takeDialog(store, 'sip:101@pbx')).toBeNull();
  });

  it('is not kept without an identity, nor after the call', () => {
    const store = storage();
    expect(keepDialog(store, {}, 'sip:101@pbx')).toBeNull();
    expect(store.kept.size).toBe(0);
    // The session itself has lost its dialog by the time that it says it is over.
    const over: { _dialog?: unknown } = { ...session };
    const kept = keepDialog(store, over, 'sip:101@pbx');
    delete over._dialog;
    forgetDialog(store, kept, 'sip:101@pbx');
    expect(store.kept.size).toBe(0);
    expect(takeDialog(store, 'sip:101@pbx')).toBeNull();
  });

  it('is not forgotten with the leg that it took the place of', () => {
    const store = storage();
    const next = { _dialog: { id: { call_id: 'def@host', local_tag: 'mine', remote_tag: 'theirs' } } };
    const before = keepDialog(store, session, 'sip:101@pbx');
    keepDialog(store, next, 'sip:101@pbx');
    forgetDialog(store, before, 'sip:101@pbx');
    forgetDialog(store, null, 'sip:101@pbx');
    expect(takeDialog(store, 'sip:101@pbx')?.callId).toBe('def@host');
  });
});
