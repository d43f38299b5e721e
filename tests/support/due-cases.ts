import { randomInt, randomUUID } from 'node:crypto';
import { changeCase } from '../../server/app/cases/case-writer.ts';
import type { CaseRecord } from '../../server/app/ports/cases.ts';
import { newCase } from '../../server/domain/case/case.ts';
import type { CaseEvent } from '../../server/domain/case/events.ts';
import type { SopDefinition } from '../../server/domain/sop/definition.ts';
import { hotlineUnder } from './sops.ts';

export type Query = (text: string, values: unknown[]) => Promise<unknown>;

/** @returns the state of a case that waits for the dispatcher and has one deadline left, at the moment asked for. */
export function casesDueAt(sop: SopDefinition): (at: number) => CaseRecord['state'] {
  const sops = hotlineUnder(sop);
  const lastStage = (begun: number) => {
    const record = {
      serviceId: 'hotline',
      sopId: sop.id,
      sopVersion: sop.version,
      version: 0,
      state: newCase,
    } as CaseRecord;
    const dispatched: CaseEvent = {
      id: 'd',
      type: 'case.dispatched',
      at: begun,
      data: { fields: { dispatchNote: 'Lampu jalan padam' } },
    };
    let change = changeCase(sops, record, [dispatched], null, begun);
    for (;;) {
      const at = change.nextDeadline as number;
      const next = changeCase(sops, change.record, [{ id: `t${at}`, type: 'timer', at, data: {} }], null, at);
      if (next.nextDeadline === null) return { state: change.record.state, at };
      change = next;
    }
  };
  const begun = 1_700_000_000_000;
  const length = lastStage(begun).at - begun;
  return (at) => lastStage(at - length).state;
}

/** The statement that stores such cases; `rows` has the columns id and ticket, and `sender` where it is known. */
export const insertCases = (rows: string, deadline: string, state: string, sender = 'NULL') => `
  INSERT INTO case_file (id, ticket_number, office_day, service_id, sop_id, sop_version, status, opened_at, next_deadline, version, state, phone_index, sender_masked)
  SELECT id, ticket, '2000-01-01', 'hotline', $1, $2, 'dispatched', now(), ${deadline}, 1, ${state}, ${sender}, left(${sender}, 2) FROM ${rows}`;

/**
 * Stores a case for each moment (epoch ms), whose breach is due then.
 * @param ticket their numbers begin with it; as long as an office's, since screens are looked at with them.
 * @returns their ids, in the order of the moments.
 */
export async function insertDueCases(
  query: Query,
  sop: SopDefinition,
  moments: readonly number[],
  ticket = `DUE-${randomInt(10_000_000, 100_000_000)}`,
): Promise<readonly string[]> {
  const caseDue = casesDueAt(sop);
  const rows = moments.map((at, n) => ({
    id: randomUUID(),
    ticket: `${ticket}-${String(n).padStart(4, '0')}`,
    at: new Date(at).toISOString(),
    state: caseDue(at),
  }));
  const atOnce = 1_000;
  const source = 'jsonb_to_recordset($3::jsonb) AS due(id uuid, ticket text, at timestamptz, state jsonb)';
  for (let from = 0; from < rows.length; from += atOnce) {
    const part = JSON.stringify(rows.slice(from, from + atOnce));
    await query(insertCases(source, 'at', 'state'), [sop.id, sop.version, part]);
  }
  return rows.map(({ id }) => id);
}
