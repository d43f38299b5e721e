import type { DataSource } from 'typeorm';
import type { SopDefinition } from '../../../server/domain/sop/definition.ts';
import { casesDueAt, insertCases, insertDueCases } from '../../support/due-cases.ts';
import { apartMs, farMs, type System } from './systems.ts';

const atOnce = 50_000;

/** Sigap: cases before the dispatcher, of whom nothing is left to come but the breach. */
export function ours(dataSource: DataSource, sop: SopDefinition): System {
  const caseDue = casesDueAt(sop);
  let filled = 0;
  let added = 0;
  return {
    name: 'Sigap',
    settings: 'as in production',
    server: 'tests/bench/timers/ours-server.js',
    pending: async (count) => {
      const from = Date.now() + farMs;
      // Two cases to a sender: who may be calling is known of each.
      await dataSource.query(
        `INSERT INTO caller (id, phone_index, name, last_contact_at)
         SELECT gen_random_uuid(), 's' || n, 'Siti', now() FROM generate_series($1::int, $2::int) AS n`,
        [Math.ceil((filled + 1) / 2), Math.ceil(count / 2)],
      );
      for (; filled < count; filled = Math.min(count, filled + atOnce)) {
        await dataSource.query(
          insertCases(
            `(SELECT gen_random_uuid() AS id, 'FAR-' || n AS ticket, n FROM generate_series($5::int, $6::int) AS n) AS far`,
            "to_timestamp($3::float8 / 1000) + n * interval '1 ms' * $7",
            '$4::jsonb',
            "'s' || n / 2",
          ),
          [
            ...[sop.id, sop.version, from, JSON.stringify(caseDue(from))],
            ...[filled + 1, Math.min(count, filled + atOnce), apartMs],
          ],
        );
      }
    },
    add: async (moments) => {
      added += 1;
      return insertDueCases((text, values) => dataSource.query(text, values), sop, moments, `NEAR-${added}`);
    },
    clear: async () => {
      const near = "case_id IN (SELECT id FROM case_file WHERE ticket_number LIKE 'NEAR-%')";
      await dataSource.query(`DELETE FROM alert WHERE ${near}`);
      await dataSource.query(`DELETE FROM case_event WHERE ${near}`);
      await dataSource.query("DELETE FROM case_file WHERE ticket_number LIKE 'NEAR-%'");
    },
    close: async () => {},
  };
}
