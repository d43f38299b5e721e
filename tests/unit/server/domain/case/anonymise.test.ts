import { anonymousEvent, anonymousState } from '../../../../../server/domain/case/anonymise.ts';
import { applyCaseEvent, type CaseState } from '../../../../../server/domain/case/case.ts';
import type { CaseEvent } from '../../../../../server/domain/case/events.ts';
import { fieldOf } from '../../../../../server/domain/fields/standard.ts';
import { wallClock } from '../../../../../server/domain/sop/timekeeper.ts';
import { surabaya } from '../../../../support/scenario-desk.ts';
import { caseAfter } from './support.ts';

const label = { id: 'Isian', en: 'Field' };
const own = [
  fieldOf('urgent', 'yesno', label),
  fieldOf('pole', 'choice', label, { choices: [{ code: 'north', name: label }] }),
  fieldOf('helper', 'person', label),
  fieldOf('seen', 'date', label),
  fieldOf('faith', 'choice', label, { personal: true }),
  fieldOf('blood', 'choice', label, { sealed: true }),
];
const sop = { ...surabaya, fields: Object.fromEntries(own.map((field) => [field.name, field])) };

const written = {
  ...{ callerName: 'Bu Ani', address: 'Jl. Darmo', complaint: 'rusak', kind: 'complaint', category: 'ktp_el' },
  ...{ urgent: 'yes', pole: 'north', helper: 'hadi', seen: '2026-11-20', faith: 'x', blood: '••••', gone: 'x' },
};
const kept = { kind: 'complaint', category: 'ktp_el', urgent: 'yes', pole: 'north', helper: 'hadi' };
const event = (type: CaseEvent['type'], data: object) => ({ id: 'e', type, at: 9_000, data }) as CaseEvent;

describe('a case without its citizen', () => {
  const before: CaseState = {
    ...applyCaseEvent(sop, caseAfter('linked'), event('intake.saved', { fields: written }), 9_000, wallClock).state,
    ...{ problemFrame: 'frame', solution: 'come by', dispatchNote: 'look', forwardNote: 'urgent', recapSummary: 'sum' },
    ...{ drafts: { 'recap.saved': { recapSummary: 'su' } }, disposition: 'resolved', officialId: 'hadi' },
    telling: { m1: { event: 'answer.sent', fields: { solution: 'come by' } } },
  };
  const after = anonymousState(sop, before);

  it('says nothing of who it was, nor anything in free words', () => {
    const gone = [
      'callerId',
      'callerName',
      'address',
      'complaint',
      'problemFrame',
      'solution',
      'dispatchNote',
    ] as const;
    for (const name of [...gone, 'forwardNote', 'recapSummary'] as const)
      expect([name, before[name] !== null, after[name]]).toEqual([name, true, null]);
    expect([after.drafts, after.telling]).toEqual([{}, {}]);
  });

  it('has what was chosen, who worked on it, and how far it came', () => {
    const { kind, category, disposition, agentId, officialId, status, notes, sop: facts } = after;
    expect({ kind, category, ...notes }).toEqual(kept);
    expect([disposition, agentId, officialId, status]).toEqual(['resolved', 'siti', 'hadi', 'open']);
    expect(facts).toBe(before.sop);
  });
});

describe('an event without its citizen', () => {
  it('keeps the names of its fields, and the words of none but choices', () => {
    const { data, ...rest } = anonymousEvent(sop, event('intake.saved', { fields: written, via: 'message' }));
    const emptied = Object.fromEntries(Object.keys(written).map((name) => [name, '']));
    expect(data).toEqual({ fields: { ...emptied, ...kept }, via: 'message' });
    expect(rest).toEqual({ id: 'e', type: 'intake.saved', at: 9_000 });
  });

  it('names nobody, wherever its kind keeps the name', () => {
    const caller = { callerId: 'p1', callerName: 'Bu Ani', address: 'Jl. Darmo' };
    const nobody = { callerId: null, callerName: null, address: null };
    const received = event('report.received', { channel: 'sms', ...caller, complaint: 'rusak', seen: ['x'] });
    expect(anonymousEvent(sop, received).data).toEqual({ channel: 'sms', ...nobody, complaint: null, seen: ['x'] });
    expect(anonymousEvent(sop, event('case.linked', { live: true, agentId: null, caller })).data).toEqual({
      live: true,
      agentId: null,
      caller: nobody,
    });
  });
});
