import type { OfficeZone } from '../../domain/calendar/office-day.ts';
import type { CaseEvent } from '../../domain/case/events.ts';
import { checkNik, maskNik, normalizeNik } from '../../domain/identity/nik.ts';
import type { CaseOpening, Sender } from '../ports/arrivals.ts';
import type { CaseRecord } from '../ports/cases.ts';
import type { CaseChange, Clock, Store, StoreTransaction } from '../ports/ports.ts';
import type { SopRegistry } from '../procedures/registry.ts';
import { uuidOf } from '../shared/uuid-of.ts';
import type { CasePublisher } from './case-publisher.ts';
import type { FreeWords } from './free-words.ts';
import { openedBy } from './open-case.ts';

/** A complaint that came without a call: brought to the desk, in a letter, by message. */
export interface IntakeRequest {
  /** Its own id, such as the message's: told again under the same one, it is the same request. */
  readonly id: string;
  readonly serviceId: string;
  /** Epoch ms; its procedure is timed from then. */
  readonly receivedAt: number;
  /** In the citizen's words, numbers and all: they are hidden here; null: not written down yet. */
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

export interface OpenedCase {
  readonly record: CaseRecord;
  /** Null: it was there already. */
  readonly change: CaseChange | null;
}

/** Opens cases for what comes without a call. */
export interface CaseIntake {
  /**
   * The case with its ticket number, durable when this returns, and shown.
   * @throws when the database is away, or the service is not known
   */
  open(request: IntakeRequest): Promise<CaseRecord>;
  /** As `open`, as part of a transaction of the caller's, who tells `committed` after it. */
  openIn(tx: StoreTransaction, request: IntakeRequest): Promise<OpenedCase>;
  /**
   * As `openIn`, several at once, in their order.
   * @param alone the caller has made sure that these are new, and that nobody else opens them meanwhile
   */
  openAllIn(tx: StoreTransaction, intake: readonly IntakeRequest[], alone?: boolean): Promise<readonly OpenedCase[]>;
  committed(opened: OpenedCase): Promise<void>;
}

export interface CaseIntakeDeps {
  readonly store: Pick<Store, 'transaction' | 'callerContext'>;
  readonly sops: SopRegistry;
  readonly words: FreeWords;
  readonly publisher: CasePublisher;
  readonly clock: Clock;
  readonly timeZone: OfficeZone;
}

export function createCaseIntake({ store, sops, words, publisher, clock, timeZone }: CaseIntakeDeps): CaseIntake {
  const planned = (asked: IntakeRequest, now: number) => {
    const service = sops.services.find(({ id }) => id === asked.serviceId);
    if (!service) throw new Error(`the service ${asked.serviceId} is not known`);
    const sop = sops.current(service.sopId);
    const caseId = caseIdOf(asked.id);
    const { text: complaint, callerName = null, address = null } = asked;
    const personId = asked.by?.userId ?? null;
    const { shown, hidden } = words.split({ caseId, id: asked.id, personId }, { complaint, callerName, address });
    const { complaint: text, ...who } = shown;
    const request = { ...asked, ...who, text };
    const linkedTo = request.linkedTo ?? null;
    const { serviceId, from: sender } = request;
    const of = { caseId, serviceId, sop, linkedTo, phoneMasked: sender?.masked ?? null };
    const when = { personId, dayOf: now, now };
    const { change, opening: opened } = openedBy({ sops, timeZone }, of, eventsOf(request, service.channel, now), when);
    const opening: CaseOpening = { ...opened, sender, linkedTo };
    return { request, change, opening, hidden };
  };

  const openAllIn = async (
    tx: StoreTransaction,
    intake: readonly IntakeRequest[],
    alone = false,
  ): Promise<readonly OpenedCase[]> => {
    const now = clock.now();
    const plans = intake.map((request) => planned(request, now));
    const stored = await tx.openReceivedCases(
      plans.map(({ opening }) => opening),
      alone,
    );
    await tx.saveHiddenWords(plans.flatMap(({ hidden }, index) => (stored[index]?.opened ? hidden : [])));
    const done: OpenedCase[] = [];
    for (const [index, { record: first, opened }] of stored.entries()) {
      const { request, change } = plans[index] as (typeof plans)[number];
      if (!opened) {
        done.push({ record: first, change: null });
        continue;
      }
      const record = await withCitizen(tx, first, request, now);
      if (record !== first) await tx.saveCase({ ...change, events: [], alerts: [], record });
      const { ticketNumber } = record;
      const alerts = change.alerts.map((alert) => ({ ...alert, ticketNumber }));
      done.push({ record, change: { ...change, record, alerts } });
    }
    return done;
  };

  const openIn = async (tx: StoreTransaction, request: IntakeRequest): Promise<OpenedCase> => {
    const [opened] = await openAllIn(tx, [request]);
    return opened as OpenedCase;
  };

  const committed = async ({ record, change }: OpenedCase): Promise<void> => {
    if (!change) return;
    // Who it may be is a help and no more: without it the case is shown all the same.
    publisher.committed(change, await store.callerContext(record.caseId).catch(() => undefined));
  };

  return {
    open: async (request) => {
      const opened = await store.transaction((tx) => openIn(tx, request));
      await committed(opened);
      return opened.record;
    },
    openIn,
    openAllIn,
    committed,
  };
}

/** The case that a request opens, known before it is opened. */
export const caseIdOf = (requestId: string): string => uuidOf(`report:${requestId}`);

function eventsOf(request: IntakeRequest, channel: CaseChannel, now: number): readonly CaseEvent[] {
  const { id, text, callerName = null, address = null, by } = request;
  const at = Math.min(request.receivedAt, now);
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
  { nik, callerName }: IntakeRequest,
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
