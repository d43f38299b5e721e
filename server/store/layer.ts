import { randomUUID } from 'node:crypto';
import type { DataSource, EntityManager, EntitySchema, ObjectLiteral } from 'typeorm';
import type { LayerChange, LayerLine, LayerState, LayerStore } from '../app/ports/layer.ts';
import type { AuditAction } from '../contract/audit.ts';
import { AuditEntity } from './entities/people.ts';

type Queries = Pick<EntityManager, 'query'>;

export interface LayerTables<Cause extends string> {
  readonly entry: EntitySchema<ObjectLiteral>;
  readonly change: EntitySchema<ObjectLiteral>;
  readonly audited: (cause: Cause) => AuditAction;
}

/** What an administration says before the office's files, in PostgreSQL: a table of entries, and one of their changes. */
export function createLayerStore<Cause extends string, Entry, Line extends LayerLine>(
  dataSource: DataSource,
  { entry, change: changes, audited }: LayerTables<Cause>,
): LayerStore<Cause, Entry, Line> {
  type Change = LayerChange<Cause, Line>;
  const [entryTable, changeTable] = [entry.options.name, changes.options.name];
  const columns = 'id, cause, entries, undoes, made_by, made_at';
  type Row = Omit<Change, 'madeBy' | 'madeAt'> & { readonly made_by: string; readonly made_at: Date };
  const toChange = ({ made_by, made_at, ...change }: Row): Change => ({
    ...change,
    ...{ madeBy: made_by, madeAt: made_at.getTime() },
  });
  /** One statement, so that entries and version are of one moment. */
  const stateOf = async (queries: Queries): Promise<LayerState<Entry>> => {
    const [row]: LayerState<Entry>[] = await queries.query(`
      SELECT coalesce((SELECT max(seq) FROM ${changeTable}), 0)::int AS version,
        coalesce((SELECT jsonb_agg(jsonb_build_object('kind', kind, 'key', key, 'value', value) ORDER BY kind, key)
                  FROM ${entryTable}), '[]') AS entries`);
    return row ?? { version: 0, entries: [] };
  };
  return {
    state: () => stateOf(dataSource),
    history: async (limit) => {
      const rows: Row[] = await dataSource.query(`SELECT ${columns} FROM ${changeTable} ORDER BY seq DESC LIMIT $1`, [
        limit,
      ]);
      return rows.map(toChange);
    },
    change: (decide, told) =>
      dataSource.transaction(async (manager) => {
        await manager.query(`LOCK TABLE ${entryTable}, ${changeTable} IN SHARE ROW EXCLUSIVE MODE`);
        const change = await decide(await stateOf(manager), async (id) => {
          const [row]: Row[] = await manager.query(`SELECT ${columns} FROM ${changeTable} WHERE id = $1`, [id]);
          return row ? toChange(row) : null;
        });
        if (typeof change === 'string') return change;
        if (change.entries.length === 0) return null;
        for (const { kind, key, after } of change.entries) {
          if (after === null) await manager.delete(entry, { kind, key });
          else await manager.upsert(entry, { kind, key, value: after }, ['kind', 'key']);
        }
        await manager.insert(changes, {
          ...{ id: change.id, cause: change.cause, undoes: change.undoes },
          ...{ entries: [...change.entries], madeBy: change.madeBy, madeAt: new Date(change.madeAt) },
        });
        const keys = change.entries.map(({ key }) => key).join(', ');
        await manager.insert(AuditEntity, {
          ...{ id: randomUUID(), personId: change.madeBy, action: audited(change.cause) },
          ...{ subject: keys.slice(0, 200), reason: told(change) },
        });
        return null;
      }),
  };
}
