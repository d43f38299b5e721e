import { randomUUID } from 'node:crypto';
import { changeCase } from '../../server/app/cases/case-writer.ts';
import type { CaseRecord, LoggedEvent } from '../../server/app/ports/cases.ts';
import { applyCallEvent, type CallState, outcomeOf } from '../../server/domain/call/call.ts';
import { newCase } from '../../server/domain/case/case.ts';
import { type CaseEvent, fromCallEvent } from '../../server/domain/case/events.ts';
import { createDataSource } from '../../server/store/data-source.ts';
import { rebuildFacts } from '../../server/store/facts/rebuild.ts';
import type { CallEvent } from '../../telephony/events.ts';
import type { TestServer } from './server.ts';
import { people } from './server-people.ts';

const second = 1_000;
const agents = { '101': people.sari.id, '102': people.budi.id } as const;
type Extension = keyof typeof agents;

/** Repeats for ever the numbers of a seed, each at least 0 and below 1. */
export function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

/**
 * A month of calls as it would lie in the log, written there without the server: abandoned, short abandoned, held, handed
 * on, over midnight, heard late, ended by estimate, pranks. How agents stood belongs to it. No facts are made.
 * @param from the month's first moment, epoch ms
 */
export async function insertMonth(server: TestServer, from: number, calls: number): Promise<void> {
  const random = chance(5);
  const service = server.core.sops.services.find(({ channel }) => channel === 'phone');
  if (!service) throw new Error('no hotline');
  const sop = server.core.sops.current(service.sopId);
  const rows = { calls: [] as object[], cases: [] as object[], events: [] as object[], stretches: [] as object[] };
  // Agents do one thing at a time: their calls follow each other.
  const freeAt: Record<Extension, number> = { '101': from, '102': from };
  const arrivals = Array.from({ length: calls }, (_, n) => {
    const day = from + Math.floor(random() * 30) * 86_400 * second;
    return day + (n % 10 === 0 ? 86_400 * second - 70 * second : Math.floor(random() * 86_400) * second);
  }).sort((a, b) => a - b);

  for (const [n, arrivedAt] of arrivals.entries()) {
    const callId = `month-${n}`;
    let at = arrivedAt;
    let call: CallState | null = null;
    let record: CaseRecord = {
      ...{
        caseId: randomUUID(),
        ticketNumber: `TES-M-${n}`,
        callId,
        linkedTo: null,
        serviceId: service.id,
        sopId: sop.id,
      },
      ...{
        sopVersion: sop.version,
        openedAt: arrivedAt,
        version: 0,
        phoneMasked: null,
        nikMasked: null,
        state: newCase,
      },
    };
    const log: LoggedEvent[] = [];
    const happen = (event: CaseEvent, personId: string | null = null, heardMs = 0) => {
      const change = changeCase(server.core.sops, record, [event], personId, event.at + heardMs);
      record = change.record;
      log.push(...change.events);
    };
    const ring = (type: CallEvent['type'], extension: Extension | null, data: object = {}, heardMs = 0) => {
      const event = { id: `${callId}:${log.length}`, type, at, callId, extension, ...data } as unknown as CallEvent;
      call = applyCallEvent(call, event);
      happen(fromCallEvent(event, { agentId: extension && agents[extension] }), null, heardMs);
    };
    const pass = (atMost: number) => {
      at += Math.floor(random() * atMost * second);
    };
    ring('call.arrived', null, { dnis: '1500' });
    happen({ id: `${callId}:n`, type: 'ticket.numbered', at: at + 500, data: {} });
    at += 2 * second;
    ring('call.queued', null, { queue: 'hotline' });
    const gaveUp = random() < 0.2;
    if (gaveUp) at += random() < 0.5 ? 3 * second : Math.floor(5 + random() * 60) * second;
    const extension: Extension = random() < 0.5 ? '101' : '102';
    if (!gaveUp) {
      at = Math.max(at, freeAt[extension]);
      pass(25);
      const offerId = `${callId}-a`;
      if (random() < 0.2) {
        ring('call.offered', extension, { offerId: `${callId}-x` });
        pass(8);
        ring('offer.lapsed', extension, { offerId: `${callId}-x`, reason: 'no-answer' });
      }
      ring('call.offered', extension, { offerId });
      pass(8);
      // Heard a minute late: what was announced meanwhile is corrected.
      ring('call.answered', extension, { offerId }, random() < 0.15 ? 60 * second : 0);
      const stands = (of: Extension, state: string, moment: number, callIs: string | null = callId) =>
        rows.stretches.push({
          ...{ id: randomUUID(), person_id: agents[of], state, call_id: callIs, cause: 'test' },
          began_at: new Date(moment).toISOString(),
        });
      stands(extension, 'talking', at);
      pass(90);
      if (random() < 0.3) {
        ring('call.held', null);
        pass(40);
        ring('call.resumed', null);
        pass(40);
      }
      let last = extension;
      if (random() < 0.15) {
        const other: Extension = extension === '101' ? '102' : '101';
        if (freeAt[other] < at) {
          ring('call.released', extension, { offerId });
          stands(extension, 'ready', at, null);
          freeAt[extension] = at;
          ring('call.offered', other, { offerId: `${callId}-b` });
          pass(5);
          ring('call.answered', other, { offerId: `${callId}-b` });
          stands(other, 'talking', at);
          pass(60);
          last = other;
        }
      }
      ring('call.ended', null, { endedBy: 'caller', ...(random() < 0.05 && { source: 'estimate' }) });
      stands(last, 'wrap-up', at);
      pass(120);
      stands(last, 'ready', at, null);
      freeAt[last] = at + 1;
      const disposition = random() < 0.25 ? 'prank' : random() < 0.5 ? 'information' : 'resolved';
      const fields = { disposition, recapSummary: 'ringkas' };
      happen({ id: `${callId}:r`, type: 'recap.saved', at, data: { fields } } as never, agents[last]);
    } else ring('call.ended', null, { endedBy: 'caller' });
    const { state } = record;
    const done = call as unknown as CallState;
    rows.calls.push({
      ...{ id: callId, exchange: 'test', state: done, arrived_at: new Date(arrivedAt).toISOString() },
      ...{ ended_at: new Date(done.ended?.at ?? 0).toISOString(), outcome: outcomeOf(done) },
      agent_id: done.answered ? agents[done.answered.extension as Extension] : null,
    });
    rows.cases.push({
      ...{ id: record.caseId, ticket_number: record.ticketNumber, office_day: '2026-11-01', call_id: callId },
      ...{ service_id: service.id, sop_id: sop.id, sop_version: sop.version, status: state.status },
      ...{ agent_id: state.agentId, disposition: state.endedAs ?? state.disposition, version: log.length, state },
      ...{ opened_at: new Date(arrivedAt).toISOString() },
      closed_at: state.closedAt === null ? null : new Date(state.closedAt).toISOString(),
    });
    rows.events.push(
      ...log.map(({ event, recordedAt, personId }, seq) => ({
        ...{
          case_id: record.caseId,
          id: event.id,
          seq: seq + 1,
          type: event.type,
          at: new Date(event.at).toISOString(),
        },
        ...{ recorded_at: new Date(recordedAt).toISOString(), person_id: personId, data: event.data },
      })),
    );
  }
  const into = (table: string, columns: string, of: readonly object[]) =>
    server.sql(
      `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb)`,
      [JSON.stringify(of)],
    );
  await into('call', 'id, exchange, state, agent_id, arrived_at, ended_at, outcome', rows.calls);
  await into(
    'case_file',
    `id, ticket_number, office_day, call_id, service_id, sop_id, sop_version, status, agent_id, disposition, opened_at,
     closed_at, version, state`,
    rows.cases,
  );
  await into('case_event', 'case_id, id, seq, type, at, recorded_at, person_id, data', rows.events);
  await into('agent_stretch', 'id, person_id, state, call_id, cause, began_at', rows.stretches);
}

/** Makes the facts of all that is in the log, as `npm run facts -- rebuild` does. */
export async function factsFromLog(server: TestServer, databaseUrl: string): Promise<void> {
  const source = await createDataSource(databaseUrl, 2).initialize();
  const { sops } = server.core;
  await rebuildFacts(source, { sopOf: sops.get, timeOf: sops.timeOf }, () => {});
  await source.destroy();
}
