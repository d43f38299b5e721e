import { type OfficeZone, officeDay } from '../domain/calendar/office-day.ts';
import { newCase } from '../domain/case/case.ts';
import type { CaseEvent } from '../domain/case/events.ts';
import { checkNik, maskNik, normalizeNik } from '../domain/identity/nik.ts';
import type { Board } from './board.ts';
import { changeCase } from './case-writer.ts';
import type { CaseChange, CaseRecord, Clock, Sender, Store, StoreTransaction } from './ports.ts';
import type { SopRegistry } from './sop-registry.ts';
import { uuidOf } from './uuid-of.ts';

/** A complaint that came without a call: brought to the desk, in a letter, by message. */
export interface Report {
  /** Its own id, such as the message's: told again under the same one, it is the same report. */
  readonly id: string;
  readonly serviceId: string;
  /** Epoch ms; its procedure is timed from then. */
  readonly receivedAt: number;
  /** In the citizen's words; null: not written down yet. */
  readonly text: string | null;
  readonly from: Sender | null;
  readonly callerName?: string | null;
  readonly address?: string | null;
  /** 16 digits, valid; kept sealed. */
  readonly nik?: string | null;
  /** The ticket number of the closed case that it follows from. */
  readonly linkedTo?: string | null;
  /** Who takes it down; null: nobody, it came by itself. */
  readonly by: { readonly userId: string; readonly isAgent: boolean } | null;
}

export interface OpenedReport {
  readonly record: CaseRecord;
  /** Null: it was there already. */
  readonly change: CaseChange | null;
}

/** Opens cases for what comes without a call. */
export interface Reports {
  /**
   * The case with its ticket number, durable when this returns, and shown.
   * @throws when the database is away, or the service is not known
   */
  open(report: Report): Promise<CaseRecord>;
  /** As `open`, as part of a transaction of the caller's, who tells `committed` after it. */
  openIn(tx: StoreTransaction, report: Report): Promise<OpenedReport>;
  committed(opened: OpenedReport): Promise<void>;
}

export interface ReportsDeps {
  readonly store: Pick<Store, 'transaction' | 'callerContext'>;
  readonly sops: SopRegistry;
  readonly board: Board;
  readonly clock: Clock;
  readonly timeZone: OfficeZone;
}

export function createReports({ store, sops, board, clock, timeZone }: ReportsDeps): Reports {
  const openIn = async (tx: StoreTransaction, report: Report): Promise<OpenedReport> => {
    const service = sops.services.find(({ id }) => id === report.serviceId);
    if (!service) throw new Error(`the service ${report.serviceId} is not known`);
    const sop = sops.current(service.sopId);
    const now = clock.now();
    const caseId = uuidOf(`report:${report.id}`);
    const by = report.by?.userId ?? null;
    const { serviceId } = report;
    const blank: CaseRecord = {
      caseId,
      serviceId,
      sopId: sop.id,
      sopVersion: sop.version,
      ticketNumber: '',
      callId: null,
      linkedTo: report.linkedTo ?? null,
      openedAt: 0,
      version: 0,
      phoneMasked: report.from?.masked ?? null,
      nikMasked: null,
      state: newCase,
    };
    const change = changeCase(sops, blank, eventsOf(report, service.channel, now), by, now);
    const opened = await tx.openReport({
      caseId,
      officeDay: officeDay(now, timeZone),
      serviceId,
      sopId: sop.id,
      sopVersion: sop.version,
      state: change.record.state,
      nextDeadline: change.nextDeadline,
      events: change.events,
      alerts: change.alerts,
      sender: report.from,
      linkedTo: report.linkedTo ?? null,
    });
    if (!opened.opened) return { record: opened.record, change: null };
    const record = await withCitizen(tx, opened.record, report, now);
    const whole = { ...change, events: [], alerts: [], record };
    if (record !== opened.record) await tx.saveCase(whole);
    const { ticketNumber } = record;
    const alerts = change.alerts.map((alert) => ({ ...alert, ticketNumber }));
    return { record, change: { ...change, record, alerts } };
  };

  const committed = async ({ record, change }: OpenedReport): Promise<void> => {
    if (!change) return;
    // Who it may be is a help and no more: without it the case is shown all the same.
    board.committed(change, await store.callerContext(record.caseId).catch(() => undefined));
  };

  return {
    open: async (report) => {
      const opened = await store.transaction((tx) => openIn(tx, report));
      await committed(opened);
      return opened.record;
    },
    openIn,
    committed,
  };
}

function eventsOf(report: Report, channel: CaseChannel, now: number): readonly CaseEvent[] {
  const { id, text, callerName = null, address = null, by } = report;
  const at = Math.min(report.receivedAt, now);
  const agentId = by?.isAgent ? by.userId : null;
  return [
    { id, type: 'report.received', at, data: { channel, agentId, callerName, address, complaint: text } },
    { id: `${id}:numbered`, type: 'ticket.numbered', at: now, data: {} },
  ];
}
type CaseChannel = CaseRecord['state']['channel'];

/** A citizen who gave a name is kept as one who may come again. */
async function withCitizen(
  tx: StoreTransaction,
  record: CaseRecord,
  { nik, callerName }: Report,
  now: number,
): Promise<CaseRecord> {
  let known = record;
  const whole = nik && checkNik(nik).ok ? normalizeNik(nik) : null;
  if (whole) {
    known = { ...known, nikMasked: maskNik(whole) };
    await tx.saveNik(record.caseId, whole, known.nikMasked);
  }
  if (!callerName) return known;
  const callerId = await tx.saveCaller(known, now);
  return { ...known, state: { ...known.state, callerId } };
}
