import { applyCaseEvent, type CaseState, newCase } from '../../../../../server/domain/case/case.ts';
import type { CaseEvent } from '../../../../../server/domain/case/events.ts';
import { missingFields } from '../../../../../server/domain/case/requirements.ts';
import { wallClock } from '../../../../../server/domain/sop/timekeeper.ts';
import { type SopName, shipped } from '../../../../support/sops.ts';

const event = (type: CaseEvent['type'], data: object = {}) => ({ id: type, type, at: 1_000, data }) as CaseEvent;
const caseOf = (name: SopName, ...events: readonly CaseEvent[]): CaseState =>
  events.reduce((state, one) => applyCaseEvent(shipped(name), state, one, 1_000, wallClock).state, newCase);
const intake = {
  callerName: 'Bu Ani',
  address: 'Jl. Diponegoro',
  kind: 'complaint',
  category: null,
  complaint: 'jalan',
};

describe('what a procedure requires of a case', () => {
  const writing = (channel: string) =>
    caseOf('bandungan', event('report.received', { channel }), event('report.accepted', { text: null }));
  const missing = (state: CaseState, fields: object, phoneKnown: boolean) =>
    missingFields(shipped('bandungan'), state, [event('intake.saved', { ...intake, ...fields })], phoneKnown);

  it('is more of a complaint by telephone than of a note in the box', () => {
    const nothing = { callerName: null, address: ' ', complaint: null };
    expect(missing(writing('suggestion_box'), nothing, false)).toEqual(['complaint']);
    expect(missing(writing('phone'), nothing, false)).toEqual(['complaint', 'callerName', 'phone', 'address']);
    expect(missing(writing('phone'), { address: null }, true)).toEqual(['address']);
    expect(missing(writing('phone'), {}, true)).toEqual([]);
  });

  it('is what the case holds with the event, or what the event says', () => {
    const bandungan = shipped('bandungan');
    const clarifying = caseOf(
      'bandungan',
      event('report.received', { channel: 'letter' }),
      event('report.accepted', { text: null }),
      event('intake.saved', intake),
      event('case.dispatched', { note: 'mohon klarifikasi' }),
    );
    const saved = (text: string | null) =>
      missingFields(bandungan, clarifying, [event('clarification.saved', { text })], false);
    expect(saved(null)).toEqual(['clarification']);
    expect(saved('sudah ditanyakan')).toEqual([]);
  });

  it('is nothing of an event that ends no step which runs', () => {
    expect(missingFields(shipped('bandungan'), newCase, [event('case.archived', { text: null })], false)).toEqual([]);
  });

  it('is asked of each event of a command, with what the ones before it bring', () => {
    const events = [event('intake.started'), event('intake.saved', intake)];
    const talking = caseOf(
      'surabaya',
      event('call.arrived'),
      event('call.answered', { offerId: 'o1', agentId: 'siti' }),
    );
    expect(missingFields(shipped('surabaya'), talking, events, true)).toEqual([]);
  });
});
