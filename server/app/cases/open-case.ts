import { type OfficeZone, officeDay } from '../../domain/calendar/office-day.ts';
import { newCase } from '../../domain/case/case.ts';
import type { CaseEvent } from '../../domain/case/events.ts';
import type { SopDefinition } from '../../domain/sop/definition.ts';
import type { Arrival } from '../ports/arrivals.ts';
import type { CaseRecord } from '../ports/cases.ts';
import type { CaseChange } from '../ports/ports.ts';
import type { SopRegistry } from '../procedures/registry.ts';
import { changeCase } from './case-writer.ts';

/** What a case is opened with, whether it rings, is written, brought, owed by the office, or follows from another. */
export type NewCase = Pick<CaseRecord, 'caseId' | 'serviceId'> & {
  readonly sop: Pick<SopDefinition, 'id' | 'version'>;
} & Partial<
    Pick<CaseRecord, 'callId' | 'linkedTo' | 'ticketNumber' | 'openedAt' | 'phoneMasked' | 'nikMasked' | 'task'>
  >;

/** The case after its first events, and all of it that has to be stored; its ticket number is drawn when it is. */
export interface OpenedBy {
  readonly change: CaseChange;
  readonly opening: Omit<Arrival, 'call' | 'exchange' | 'phone'>;
}

interface Opener {
  readonly personId: string | null;
  readonly dayOf: number;
  readonly now: number;
  readonly asOf?: number;
}

/**
 * The one builder of cases. Pure.
 * @param dayOf epoch ms: of which office day its number is
 * @param personId who opens it; null: nobody, it came by itself
 * @param asOf as of {@link changeCase}
 */
export function openedBy(
  { sops, timeZone }: { readonly sops: SopRegistry; readonly timeZone: OfficeZone },
  { sop, ...of }: NewCase,
  events: readonly CaseEvent[],
  { personId, dayOf, now, asOf }: Opener,
): OpenedBy {
  const blank: CaseRecord = {
    ...{ ticketNumber: '', callId: null, linkedTo: null, openedAt: 0, phoneMasked: null, nikMasked: null },
    ...of,
    ...{ sopId: sop.id, sopVersion: sop.version, version: 0, state: newCase },
  };
  const change = changeCase(sops, blank, events, personId, now, asOf);
  const { caseId, serviceId, sopId, sopVersion } = blank;
  const { nextDeadline, alerts, facts } = change;
  return {
    change,
    opening: {
      ...{ caseId, officeDay: officeDay(dayOf, timeZone), serviceId, sopId, sopVersion },
      ...{ state: change.record.state, nextDeadline, events: change.events, alerts, facts },
    },
  };
}
