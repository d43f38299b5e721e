import { createDrafts } from '../../../../agent-console/src/wire/drafts.ts';
import { ApiProblem } from '../../../../agent-console/src/wire/problem.ts';
import type { SaveDraft } from '../../../../server/contract/actions.ts';
import type { CaseCard } from '../../../../server/contract/views.ts';
import { caseCard } from '../cards.ts';

const form = { caseId: 'case-1', event: 'intake.saved' };

/** Drafts over a clock and a server moved by hand. */
function bench(stored: Record<string, string> = {}) {
  const storage = new Map(Object.entries(stored));
  const sent: { body: SaveDraft; answer: (result: CaseCard | Error) => Promise<void> }[] = [];
  const timers = new Map<() => void, number>();
  let now = 0;
  const drafts = createDrafts({
    storage: {
      getItem: (key) => storage.get(key) ?? null,
      setItem: (key, value) => void storage.set(key, value),
      removeItem: (key) => void storage.delete(key),
    },
    send: (_, body) =>
      new Promise((resolve, reject) => {
        sent.push({
          body,
          answer: async (result) => {
            if (result instanceof Error) reject(result);
            else resolve(result);
            await new Promise((done) => setImmediate(done));
          },
        });
      }),
    answered: () => {},
    monotonic: () => now,
    later: (run, ms) => {
      timers.set(run, now + ms);
      return () => timers.delete(run);
    },
  });
  const elapse = (ms: number) => {
    now += ms;
    for (const [run, at] of [...timers]) {
      if (at > now) continue;
      timers.delete(run);
      run();
    }
  };
  return { drafts, storage, sent, elapse, card: caseCard() };
}

describe('drafts', () => {
  it('go out with the first keystroke and then as the agent types on', async () => {
    const { drafts, sent, elapse, card } = bench();
    drafts.type(form, { callerName: 'S' });
    expect(sent.map(({ body }) => body)).toEqual([{ event: 'intake.saved', fields: { callerName: 'S' } }]);
    drafts.type(form, { callerName: 'Siti' });
    await sent[0]?.answer(card);
    elapse(700);
    expect(sent[1]?.body).toEqual({ event: 'intake.saved', fields: { callerName: 'Siti' } });
  });

  it('outlive a lost link: kept in the browser, sent when it is back', async () => {
    const { drafts, sent, storage, card } = bench();
    drafts.type(form, { complaint: 'KTP hilang', nik: '3578014101900001' }, ['nik']);
    await sent[0]?.answer(new ApiProblem(0, null));
    expect(drafts.get(form).trouble).toBe('offline');
    expect([...storage]).toEqual([['sigap.draft.case-1.intake.saved', '{"complaint":"KTP hilang"}']]);
    drafts.reconnected();
    expect(sent[1]?.body).toEqual({
      event: 'intake.saved',
      fields: { complaint: 'KTP hilang', nik: '3578014101900001' },
    });
    await sent[1]?.answer(card);
    expect(drafts.get(form).trouble).toBeNull();
  });

  it('try again by themselves when the server cannot just now', async () => {
    const { drafts, sent, elapse } = bench();
    drafts.type(form, { callerName: 'S' });
    await sent[0]?.answer(new ApiProblem(503, null));
    elapse(1_000);
    expect(sent).toHaveLength(2);
  });

  it('come back after a reload, and are sent when their form is opened', () => {
    const { drafts, sent } = bench({ 'sigap.draft.case-1.intake.saved': '{"address":"Jl. A"}' });
    expect(sent).toHaveLength(0);
    drafts.open(form);
    expect(drafts.get(form).edits).toEqual({ address: 'Jl. A' });
    expect(sent[0]?.body).toEqual({ event: 'intake.saved', fields: { address: 'Jl. A' } });
  });

  it('remove a NIK after a reload too, where the link was lost when it was removed', async () => {
    const { drafts, sent, storage } = bench();
    drafts.type(form, { nik: null }, ['nik']);
    await sent[0]?.answer(new ApiProblem(0, null));
    expect([...storage]).toEqual([['sigap.draft.case-1.intake.saved', '{"nik":null}']]);
    const reloaded = bench(Object.fromEntries(storage));
    reloaded.drafts.open(form);
    expect(reloaded.sent[0]?.body).toEqual({ event: 'intake.saved', fields: { nik: '' } });
  });

  it('of two forms that ask for the same are apart', async () => {
    const { drafts, sent, storage } = bench();
    const other = { ...form, event: 'case.corrected' };
    drafts.type(form, { complaint: 'x' });
    drafts.type(other, { complaint: 'y' });
    expect(sent.map(({ body }) => [body.event, body.fields.complaint])).toEqual([
      ['intake.saved', 'x'],
      ['case.corrected', 'y'],
    ]);
    drafts.forget(form, ['complaint']);
    expect(drafts.get(other).edits).toEqual({ complaint: 'y' });
    drafts.forgetCase('case-1');
    expect([drafts.get(other).edits, storage.size]).toEqual([{}, 0]);
  });

  it('survive rubbish in the browser’s storage', () => {
    const { drafts } = bench({
      'sigap.draft.case-1.intake.saved': '{"address":',
      'sigap.draft.case-2.intake.saved': '[1]',
      'sigap.draft.case-3.intake.saved': '{"address":7}',
    });
    expect(drafts.get(form).edits).toEqual({});
    expect(drafts.get({ ...form, caseId: 'case-2' }).edits).toEqual({});
    expect(drafts.get({ ...form, caseId: 'case-3' }).edits).toEqual({});
  });

  it('are forgotten once the form is saved, even when a late request fails', async () => {
    const { drafts, sent, storage } = bench();
    drafts.type(form, { callerName: 'S' });
    drafts.forgetCase('case-1');
    await sent[0]?.answer(new ApiProblem(0, null));
    expect(drafts.get(form)).toMatchObject({ edits: {}, trouble: null });
    expect(storage.size).toBe(0);
  });

  it('of one form are forgotten once it is saved, and of another stay', async () => {
    const { drafts, sent, storage, card } = bench();
    drafts.type(form, { problemFrame: 'x' });
    drafts.type(form, { solution: 'y' });
    drafts.forget(form, ['problemFrame']);
    await sent[0]?.answer(new ApiProblem(0, null));
    expect([...storage]).toEqual([['sigap.draft.case-1.intake.saved', '{"solution":"y"}']]);
    drafts.reconnected();
    expect(sent[1]?.body).toEqual({ event: 'intake.saved', fields: { solution: 'y' } });
    await sent[1]?.answer(card);
    expect(drafts.get(form)).toMatchObject({ edits: { solution: 'y' }, trouble: null });
  });

  it('hold back a field the server refuses, and say why', async () => {
    const { drafts, sent } = bench();
    drafts.type(form, { callerName: 'S', address: 'A\tB' });
    const errors = [{ field: 'address', code: 'line_breaks', message: '' }];
    const problem = { type: 'invalid', title: 'invalid', status: 422, detail: '', errors };
    await sent[0]?.answer(new ApiProblem(422, problem));
    expect(drafts.get(form).refusals).toEqual({ address: 'line_breaks' });
    expect(sent[1]?.body).toEqual({ event: 'intake.saved', fields: { callerName: 'S' } });
  });
});
