import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { type Alarm, type AlarmStore, quietAlarm } from '../app/ports/alarms.ts';
import { hidePersonalNumbers } from '../domain/identity/personal-numbers.ts';
import { AuditEntity } from './entities/people.ts';

/** Alarms in PostgreSQL, for all servers. */
export function createAlarmStore(dataSource: DataSource): AlarmStore {
  return {
    raise: async ({ kind, personId, subject, reason, group }) => {
      const same = [kind, personId ?? '', ...(group === undefined ? [] : [group])].join(' ');
      await dataSource.query(
        `INSERT INTO alarm (id, same, kind, person_id, subject, reason) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (same) WHERE acknowledged_at IS NULL DO UPDATE SET count = alarm.count + 1,
           last_at = clock_timestamp(), subject = EXCLUDED.subject, reason = EXCLUDED.reason`,
        [randomUUID(), same, kind, personId, subject, reason === null ? null : hidePersonalNumbers(reason)],
      );
    },
    open: async (atMost) => {
      const rows: (Omit<Alarm, 'firstAt' | 'lastAt'> & { first: Date; last: Date })[] = await dataSource.query(
        `SELECT a.id AS "alarmId", a.kind, a.person_id AS "personId", p.display_name AS "personName", a.subject, a.reason,
           c.ticket_number AS "ticketNumber", a.count, a.first_at AS first, a.last_at AS last
         FROM alarm a LEFT JOIN person p ON p.id = a.person_id
           LEFT JOIN case_file c ON c.id = CASE WHEN a.kind = 'read.reason' THEN a.subject::uuid END
         WHERE a.acknowledged_at IS NULL AND (a.kind <> $2 OR a.last_at > clock_timestamp() - interval '1 day')
         ORDER BY a.kind = $2, a.last_at DESC LIMIT $1`,
        [atMost, quietAlarm],
      );
      return rows.map(({ first, last, ...rest }) => ({ ...rest, firstAt: first.getTime(), lastAt: last.getTime() }));
    },
    byId: async (alarmId) => {
      const [row]: Pick<Alarm, 'kind' | 'personId'>[] = await dataSource.query(
        'SELECT kind, person_id AS "personId" FROM alarm WHERE id = $1 AND acknowledged_at IS NULL',
        [alarmId],
      );
      return row ?? null;
    },
    acknowledge: (alarmId, personId) =>
      dataSource.transaction(async (manager) => {
        const [rows]: [{ kind: string; about: string | null }[]] = await manager.query(
          `UPDATE alarm SET acknowledged_at = clock_timestamp(), acknowledged_by = $2
           WHERE id = $1 AND acknowledged_at IS NULL RETURNING kind, person_id AS about`,
          [alarmId, personId],
        );
        const [alarm] = rows;
        if (!alarm) return false;
        await manager.insert(AuditEntity, {
          ...{ id: randomUUID(), personId, action: 'alarm.acknowledged', subject: alarm.about ?? alarm.kind },
          reason: alarm.about === null ? null : alarm.kind,
        });
        return true;
      }),
  };
}
