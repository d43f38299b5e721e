import { type OfficeZone, officeDay } from '../../domain/calendar/office-day.ts';
import { newCase } from '../../domain/case/case.ts';
import type { CaseEvent } from '../../domain/case/events.ts';
import { checkNik, maskNik, normalizeNik } from '../../domain/identity/nik.ts';
import type { CaseChange, CaseRecord, Clock, ReportOpening, Sender, Store, StoreTransaction } from '../ports/ports.ts';
import type { SopRegistry } from '../procedures/registry.ts';
import { uuidOf } from '../shared/uuid-of.ts';
import type { Board } from './case-publisher.ts';
import { changeCase } from './case-writer.ts';

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
  /**
   * As `openIn`, several at once, in their order.
   * @param alone the caller has made sure that these are new, and that nobody else opens them meanwhile
   */
  openAllIn(tx: StoreTransaction, reports: readonly Report[], alone?: boolean): Promise<readonly OpenedReport[]>;
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
  const planned = (report: Report, now: number) => {
    const service = sops.services.find(({ id }) => id === report.serviceId);
    if (!service) throw new Error(`the service ${report.serviceId} is not known`);
    const sop = sops.current(service.sopId);
    const caseId = caseIdOf(report.id);
    const linkedTo = report.linkedTo ?? null;
    const { serviceId } = report;
    const blank: CaseRecord = {
      caseId,
      serviceId,
      sopId: sop.id,
      sopVersion: sop.version,
      ticketNumber: '',
      callId: null,
      linkedTo,
      openedAt: 0,
      version: 0,
      phoneMasked: report.from?.masked ?? null,
      nikMasked: null,
      state: newCase,
    };
    const change = changeCase(sops, blank, eventsOf(report, service.channel, now), report.by?.userId ?? null, now);
    const opening: ReportOpening = {
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
      linkedTo,
    };
    return { report, change, opening };
  };

  const openAllIn = async (
    tx: StoreTransaction,
    reports: readonly Report[],
    alone = false,
  ): Promise<readonly OpenedReport[]> => {
    const now = clock.now();
    const plans = reports.map((report) => planned(report, now));
    const stored = await tx.openReports(
      plans.map(({ opening }) => opening),
      alone,
    );
    const done: OpenedReport[] = [];
    for (const [index, { record: first, opened }] of stored.entries()) {
      const { report, change } = plans[index] as (typeof plans)[number];
      if (!opened) {
        done.push({ record: first, change: null });
        continue;
      }
      const record = await withCitizen(tx, first, report, now);
      if (record !== first) await tx.saveCase({ ...change, events: [], alerts: [], record });
      const { ticketNumber } = record;
      const alerts = change.alerts.map((alert) => ({ ...alert, ticketNumber }));
      done.push({ record, change: { ...change, record, alerts } });
    }
    return done;
  };

  const openIn = async (tx: StoreTransaction, report: Report): Promise<OpenedReport> => {
    const [opened] = await openAllIn(tx, [report]);
    return opened as OpenedReport;
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
    openAllIn,
    committed,
  };
}

/** The case that a report opens, known before it is opened. */
export const caseIdOf = (reportId: string): string => uuidOf(`report:${reportId}`);

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
