import { randomUUID } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import type { CalendarChange, CalendarState, CalendarStore } from '../app/ports/calendar.ts';
import type { Entry } from '../domain/calendar/own-entries.ts';
import { CalendarChangeEntity, CalendarEntryEntity } from './entities/calendar.ts';
import { AuditEntity } from './entities/people.ts';

interface ChangeColumns extends Omit<CalendarChange, 'madeBy' | 'madeAt'> {
  readonly made_by: string;
  readonly made_at: Date;
}
const columns = 'id, cause, entries, undoes, made_by, made_at';
const toChange = ({ made_by, made_at, ...change }: ChangeColumns): CalendarChange => ({
  ...change,
  ...{ madeBy: made_by, madeAt: made_at.getTime() },
});

type Queries = Pick<EntityManager, 'query'>;

/** One statement, so that entries and version are of one moment. */
const stateOf = async (queries: Queries): Promise<CalendarState> => {
  const [row]: CalendarState[] = await queries.query(`
    SELECT coalesce((SELECT max(seq) FROM calendar_change), 0)::int AS version,
      coalesce((SELECT jsonb_agg(jsonb_build_object('kind', kind, 'key', key, 'value', value) ORDER BY kind, key)
                FROM calendar_entry), '[]') AS entries`);
  return row ?? { version: 0, entries: [] satisfies Entry[] };
};

/** What an office says of holidays in its administration, in PostgreSQL. */
export const createCalendarStore = (dataSource: DataSource): CalendarStore => ({
  state: () => stateOf(dataSource),
  history: async (limit) => {
    const rows: ChangeColumns[] = await dataSource.query(
      `SELECT ${columns} FROM calendar_change ORDER BY seq DESC LIMIT $1`,
      [limit],
    );
    return rows.map(toChange);
  },
  change: (decide, told) =>
    dataSource.transaction(async (manager) => {
      await manager.query('LOCK TABLE calendar_entry, calendar_change IN SHARE ROW EXCLUSIVE MODE');
      const change = await decide(await stateOf(manager), async (id) => {
        const [row]: ChangeColumns[] = await manager.query(`SELECT ${columns} FROM calendar_change WHERE id = $1`, [
          id,
        ]);
        return row ? toChange(row) : null;
      });
      if (typeof change === 'string') return change;
      if (change.entries.length === 0) return null;
      for (const { kind, key, after } of change.entries) {
        if (after === null) await manager.delete(CalendarEntryEntity, { kind, key });
        else await manager.upsert(CalendarEntryEntity, { kind, key, value: after }, ['kind', 'key']);
      }
      await manager.insert(CalendarChangeEntity, {
        ...{ id: change.id, cause: change.cause, undoes: change.undoes },
        ...{ entries: [...change.entries], madeBy: change.madeBy, madeAt: new Date(change.madeAt) },
      });
      await manager.insert(AuditEntity, {
        ...{ id: randomUUID(), personId: change.madeBy, action: `calendar.${change.cause}` },
        ...{
          subject: change.entries
            .map(({ key }) => key)
            .join(', ')
            .slice(0, 200),
          reason: told(change),
        },
      });
      return null;
    }),
});
