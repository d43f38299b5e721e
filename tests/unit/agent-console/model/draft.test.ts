import {
  acknowledged,
  draftBody,
  due,
  emptyDraft,
  failed,
  forgotten,
  keepable,
  reconnected,
  refused,
  restored,
  typed,
} from '../../../../agent-console/src/model/draft.ts';

describe('the draft of a case', () => {
  it('sends its very first keystroke at once', () => {
    const state = typed(emptyDraft, { callerName: 'S' }, 100);
    expect(due(state, 100).send).toEqual({ callerName: 'S' });
  });

  it('sends what follows within a second of its first unsent keystroke, however fast one types', () => {
    let state = acknowledged(due(typed(emptyDraft, { callerName: 'S' }, 0), 0).state, 50);
    for (let now = 100; now <= 900; now += 100) state = typed(state, { callerName: `S${now}` }, now);
    expect(due(state, 700).send).toBeNull();
    expect(state.sendAt).toBeLessThanOrEqual(1_100);
    expect(due(state, 900).send).toEqual({ callerName: 'S900' });
  });

  it('sends one request at a time, and afterwards what was typed meanwhile', () => {
    let state = due(typed(emptyDraft, { callerName: 'S' }, 0), 0).state;
    state = typed(state, { address: 'Jl. A' }, 10);
    expect(due(state, 5_000).send).toBeNull();
    state = acknowledged(state, 5_000);
    expect(due(state, 5_000).send).toEqual({ address: 'Jl. A' });
  });

  it('loses nothing when a request fails, and tries again later each time', () => {
    let state = typed(emptyDraft, { callerName: 'Siti' }, 0);
    const waits: number[] = [];
    let now = 0;
    for (let attempt = 0; attempt < 6; attempt += 1) {
      state = failed(due(state, now).state, now);
      waits.push((state.sendAt ?? 0) - now);
      now = state.sendAt ?? 0;
    }
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 15_000, 15_000]);
    expect(state.trouble).toBe('offline');
    expect(due(state, now).send).toEqual({ callerName: 'Siti' });
  });

  it('lets a newer keystroke win over the failed one', () => {
    const sending = due(typed(emptyDraft, { callerName: 'Sit' }, 0), 0).state;
    const state = failed(typed(sending, { callerName: 'Siti' }, 10), 20);
    expect(state.unsent).toEqual({ callerName: 'Siti' });
  });

  it('does not hasten a retry by typing on, but by the line coming back', () => {
    const offline = failed(due(typed(emptyDraft, { callerName: 'S' }, 0), 0).state, 0);
    expect(typed(offline, { callerName: 'Si' }, 100).sendAt).toBe(1_000);
    expect(reconnected(offline, 200).sendAt).toBe(200);
    expect(reconnected(emptyDraft, 200)).toBe(emptyDraft);
  });

  it('holds back only the field the server refused', () => {
    const sending = due(typed(emptyDraft, { callerName: 'Siti', nik: '9999999999999999' }, 0), 0).state;
    const state = refused(sending, 10, { nik: 'province' });
    expect(due(state, 10).send).toEqual({ callerName: 'Siti' });
    expect(state.refusals).toEqual({ nik: 'province' });
    expect(state.edits.nik).toBe('9999999999999999');
    expect(typed(state, { nik: '1' }, 20).refusals).toEqual({});
  });

  it('waits for the next keystroke when the whole draft was refused', () => {
    const state = refused(due(typed(emptyDraft, { callerName: 'S' }, 0), 0).state, 10, {});
    expect(due(state, 60_000).send).toBeNull();
    expect(due(typed(state, { callerName: 'Si' }, 100), 800).send).toEqual({ callerName: 'Si' });
  });

  it('comes back after a reload as something to be sent', () => {
    expect(due(restored({ complaint: 'KTP hilang' }, 50), 50).send).toEqual({ complaint: 'KTP hilang' });
    expect(restored({}, 50)).toBe(emptyDraft);
  });

  it('keeps nothing sealed where it would outlive the page', () => {
    const state = typed(emptyDraft, { nik: '3578014101900001' }, 0, ['nik']);
    expect(keepable(typed(state, { callerName: 'Siti' }, 1))).toEqual({ callerName: 'Siti' });
    // That it is to be removed is no secret.
    expect(keepable(typed(state, { nik: null }, 1))).toEqual({ nik: null });
  });

  it('gives the server a NIK only when it is whole, and half a telephone number never', () => {
    const body = (nik: string | null) => draftBody({ nik }, ['nik', 'phone']);
    expect(body('3578')).toEqual({ fields: {} });
    expect(body('3578 0141.0190-0001')).toEqual({ fields: { nik: '3578014101900001' } });
    expect(body('')).toEqual({ fields: {} });
    expect(body(null)).toEqual({ fields: { nik: '' } });
    expect(draftBody({ phone: '0812345678', address: ' ' }, ['phone'])).toEqual({ fields: { address: ' ' } });
  });

  it('forgets the fields of a form that was saved, and goes on with what was typed for another', () => {
    const both = typed(typed(emptyDraft, { problemFrame: 'x' }, 0), { solution: 'y' }, 10);
    const state = forgotten(both, ['problemFrame']);
    expect([state.edits, state.unsent]).toEqual([{ solution: 'y' }, { solution: 'y' }]);
    expect(due(state, 10).send).toEqual({ solution: 'y' });
    expect(forgotten(both, ['problemFrame', 'solution'])).toMatchObject({ edits: {}, unsent: {}, sendAt: null });
  });

  it('does not bring back what was saved with its form while its draft was under way', () => {
    const saved = forgotten(due(typed(emptyDraft, { problemFrame: 'x' }, 0), 0).state, ['problemFrame']);
    expect(failed(saved, 5)).toMatchObject({ edits: {}, unsent: {}, sendAt: null, trouble: null });
    const offline = failed(due(typed(emptyDraft, { problemFrame: 'x' }, 0), 0).state, 5);
    expect(forgotten(offline, ['problemFrame'])).toMatchObject({ trouble: null, sendAt: null });
  });
});
