import { createSlipOf } from '../../../../server/app/papers/slip.ts';
import type { CaseRecord } from '../../../../server/app/ports/cases.ts';
import { newCase } from '../../../../server/domain/case/case.ts';
import type { KeptStepFact } from '../../../../server/domain/fact/step-fact.ts';
import { stepsAhead } from '../../../../server/domain/sop/ahead.ts';
import { clockedWords, lengthWords } from '../../../../server/domain/sop-print/budget-words.ts';
import { hotlineUnder, sopWith, stepWith } from '../../../support/sops.ts';
import { play } from '../domain/sop/support.ts';

const named = (id: string) => ({ id, name: { id: `Langkah ${id}`, en: `Step ${id}` } });
const record = (sop: ReturnType<typeof play>['state'], more: Partial<CaseRecord> = {}): CaseRecord => ({
  ...{ caseId: 'c', ticketNumber: 'SBY-20270104-0001', callId: null, linkedTo: null, serviceId: 'hotline' },
  ...{ sopId: 'p', sopVersion: '1', openedAt: 0, version: 1, phoneMasked: '0812-****-7890', nikMasked: null },
  ...{ state: { ...newCase, status: 'open', sop }, ...more },
});
const fact = (runId: string, more: Partial<KeptStepFact> = {}): KeptStepFact => ({
  ...{ runId, clock: 'elapsed', budget: 900_000, endedAt: 900_000, serviceMs: 840_000, pausedMs: 0, spent: 840_000 },
  ...{ verdict: 'met', estimated: false, ...more },
});
const deps = (sop: ReturnType<typeof sopWith>, publicUrl: string | null = 'https://sigap.go.id/') => ({
  ...{ sops: hotlineUnder(sop), zone: 'Asia/Jakarta' as const, publicUrl },
});
const slip = (of: ReturnType<typeof deps>, about: CaseRecord, facts: readonly KeptStepFact[]) =>
  createSlipOf({ ...of, store: { stepFactsOf: async () => facts } })(about);
const sop = sopWith([
  stepWith({ ...named('a'), ends: ['done'], next: [{ to: 'b', on: 'done' }] }),
  stepWith({ ...named('b'), starts: [{ on: 'done' }], ends: ['told'], next: [{ to: 'end', on: 'told' }] }),
]);

describe('a slip', () => {
  it('tells how long a step took by the hours of its service, that its time stood, and what counted where that is another', async () => {
    const { state } = play(sop, ['go@0', 'done@400']);
    const told = async (of: Partial<KeptStepFact>) => (await slip(deps(sop), record(state), [fact('a', of)])).done[0];
    expect((await told({}))?.fact.map(({ id }) => id)).toEqual([
      'Selesai 1 Januari 1970 pukul 07.15 WIB',
      'Lamanya 14 menit (jam layanan)',
    ]);
    const paused = await told({ pausedMs: 300_000, spent: 540_000, estimated: true });
    expect(paused?.fact.map(({ en }) => en)).toEqual([
      'Done at about 1 January 1970 07:15 WIB',
      'Took 14 min (service hours)',
      'Its time stood still for 5 min',
      'What counts: 9 min (service hours)',
    ]);
    expect(await told({ clock: 'workday', budget: 2, spent: 1 })).toMatchObject({
      limit: { id: '2 hari kerja', en: '2 working days' },
      result: { id: 'Tepat waktu', en: 'Kept' },
    });
    expect((await told({ clock: null, budget: null }))?.result.id).toBe('Tanpa batas waktu');
    expect((await told({ verdict: 'breached' }))?.result).toEqual({ id: 'Terlambat', en: 'Late' });
  });

  it('counts as kept what it shows, and shows what was stopped for good, but not what gave way to another run of its step', async () => {
    const often = sopWith([stepWith({ ...named('a'), runsAtMost: null })]);
    const again = play(often, ['go@0', 'off@100', 'go@200', 'done@400']).state;
    const facts = [fact('a', { verdict: 'cancelled' }), fact('a#2', { verdict: 'breached' })];
    const { done, kept } = await slip(deps(often), record(again), facts);
    expect([done.map(({ result }) => result.id), kept?.id]).toEqual([
      ['Terlambat'],
      '0 dari 1 langkah berbatas waktu selesai tepat waktu.',
    ]);
    const stopped = play(often, ['go@0', 'off@100']).state;
    const shown = await slip(deps(often), record(stopped), facts.slice(0, 1));
    expect(shown.done.map(({ result }) => result.en)).toEqual(['Stopped, not judged']);
    expect(shown.kept).toBeNull();
  });

  it('leads to the page with the ticket alone, and nowhere without an address, a contact or leave to read it', async () => {
    const { state } = play(sop, ['go@0']);
    const of = (more: Partial<CaseRecord>, url?: string | null) => slip(deps(sop, url), record(state, more), []);
    expect(await of({})).toMatchObject({
      link: 'https://sigap.go.id/lacak#SBY-20270104-0001',
      page: 'sigap.go.id/lacak',
      ask: { id: 'Bertanya: hubungi atau datangi kantor ini, dan sebutkan nomor tiket.' },
    });
    for (const none of [of({}, null), of({ phoneMasked: null }), of({ restricted: true }), of({ task: '2027-01' })])
      expect(await none).toMatchObject({ link: null, page: null });
  });

  it('says what may come, and by when what runs is due or that no time is promised', async () => {
    const open = sopWith([stepWith({ ...named('a'), budget: null }), stepWith(named('b'))]);
    const { now } = await slip(deps(open), record(play(open, ['go@0']).state), []);
    expect(now.map(({ due }) => due.en)).toEqual(['No time is promised.', 'No later than 1 January 1970 07:00 WIB']);
    const { ahead } = await slip(deps(sop), record(play(sop, ['go@0']).state), []);
    expect(ahead).toMatchObject([{ name: { id: 'Langkah b' }, limit: { id: '1 detik (jam dinding)' } }]);
  });
});

describe('the steps ahead', () => {
  const ids = (...[of, happened]: Parameters<typeof play>) =>
    stepsAhead(of, play(of, happened).state).map(({ id }) => id);
  const to = (...steps: string[]) => ({ next: steps.map((step) => ({ to: step, on: 'done' })) });

  it('are those to which the running ones lead, the nearest first, without what has begun or belongs to no case', () => {
    const loop = sopWith([
      stepWith({ id: 'a', ...to('c', 'b', 'a') }),
      stepWith({ id: 'b', starts: [{ on: 'done' }], ...to('d', 'a') }),
      stepWith({ id: 'c', starts: [{ on: 'done' }], ...to('e') }),
      stepWith({ id: 'd', starts: [{ on: 'never' }], scope: 'day' }),
      stepWith({ id: 'e', starts: [{ on: 'never' }], kind: 'end' }),
      stepWith({ id: 'f', starts: [{ on: 'never' }] }),
    ]);
    expect(ids(loop, ['go@0'])).toEqual(['c', 'b']);
    expect(ids(loop, ['go@0', 'done@1'])).toEqual([]);
  });

  it('are none where nothing runs', () => {
    expect(ids(sop, [])).toEqual([]);
  });
});

it('lengths are told by all of their units', () => {
  expect([0, 999, 61_000, 3_600_000, 93_784_000].map((ms) => lengthWords(ms).id)).toEqual([
    ...['0 detik', '0 detik', '1 menit 1 detik', '1 jam', '26 jam 3 menit 4 detik'],
  ]);
  expect(clockedWords('workday', 1)).toEqual({ id: '1 hari kerja', en: '1 working day' });
});
