import type { DataSource } from 'typeorm';
import type { Store } from '../app/ports/ports.ts';
import { type AlertColumns, alertColumns, iso, toAlert } from './rows.ts';

const fromAlert = 'FROM alert a JOIN case_file c ON c.id = a.case_id';

/** Alerts: listed, delivered, acknowledged. They are raised in the case's own transaction. */
export function createAlerts(
  dataSource: DataSource,
): Pick<Store, 'alertsOf' | 'listAlerts' | 'alertById' | 'markDelivered' | 'acknowledge'> {
  const select = async (rest: string, values: unknown[]) => {
    const rows: AlertColumns[] = await dataSource.query(`SELECT ${alertColumns} ${fromAlert} ${rest}`, values);
    return rows.map(toAlert);
  };
  const byIds = (ids: readonly string[]) => select('WHERE a.id = ANY($1)', [ids]);

  return {
    alertsOf: (caseId) => select('WHERE a.case_id = $1 ORDER BY a.due_at, a.id', [caseId]),

    listAlerts: async ({ limit, offset, unacknowledged }) => {
      const where = 'WHERE ($1::boolean IS FALSE OR a.acknowledged_at IS NULL)';
      const alerts = await select(`${where} ORDER BY a.fired_at DESC, a.id LIMIT $2 OFFSET $3`, [
        unacknowledged,
        limit,
        offset,
      ]);
      const [count]: { total: number }[] = await dataSource.query(
        `SELECT count(*)::int AS total FROM alert a ${where}`,
        [unacknowledged],
      );
      return { alerts, total: count?.total ?? 0 };
    },

    alertById: async (alertId) => (await byIds([alertId]))[0] ?? null,

    markDelivered: async (alertIds, at) => {
      const [rows]: [{ id: string }[], number] = await dataSource.query(
        'UPDATE alert SET delivered_at = $2 WHERE id = ANY($1) AND delivered_at IS NULL RETURNING id',
        [alertIds, iso(at)],
      );
      return rows.length === 0 ? [] : byIds(rows.map((row) => row.id));
    },

    acknowledge: async (alertId, personId, at) => {
      await dataSource.query(
        'UPDATE alert SET acknowledged_at = $2, acknowledged_by = $3 WHERE id = $1 AND acknowledged_at IS NULL',
        [alertId, iso(at), personId],
      );
      return (await byIds([alertId]))[0] ?? null;
    },
  };
}
