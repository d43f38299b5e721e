import type { DataSource, EntityMetadata } from 'typeorm';
import type { Sealer } from './sealed.ts';

/** A table with sealed values. */
interface SealedTable {
  readonly table: string;
  readonly keys: readonly { readonly name: string; readonly type: string }[];
  readonly columns: readonly string[];
}

export interface RotationProgress {
  readonly table: string;
  /** Rows looked at so far. */
  readonly rows: number;
  /** Values that were sealed anew so far. */
  readonly sealed: number;
}

const pageRows = 500;

/**
 * Every table that keeps sealed values, as the entities have it: a new one is never forgotten.
 * @internal exported for its tests
 */
export function sealedTables(dataSource: DataSource): readonly SealedTable[] {
  return dataSource.entityMetadatas
    .map((entity: EntityMetadata) => ({
      table: entity.tableName,
      keys: entity.primaryColumns.map(({ databaseName, type }) => ({ name: databaseName, type: String(type) })),
      columns: entity.columns.map(({ databaseName }) => databaseName).filter((name) => /(?:^|_)sealed$/.test(name)),
    }))
    .filter(({ table, columns }) => columns.length > 0 && table !== 'key_check')
    .sort((a, b) => a.table.localeCompare(b.table));
}

/**
 * Seals every value anew that lies under an earlier key, page by page, while servers work: a value that changes meanwhile
 * is left as it then is. Broken off, it is begun again, and what was done is passed over.
 * @param progress hears of each page
 * @returns how many values are under the current key only after this
 * @throws SealError of a value that opens under none of the keys
 */
export async function sealAnew(
  dataSource: DataSource,
  sealer: Sealer,
  progress: (now: RotationProgress) => void,
): Promise<number> {
  let all = 0;
  for (const of of sealedTables(dataSource)) {
    let [rows, sealed] = [0, 0];
    for await (const page of pagesOf(dataSource, of)) {
      sealed += await sealPage(dataSource, sealer, of, page);
      rows += page.length;
      progress({ table: of.table, rows, sealed });
    }
    all += sealed;
  }
  return all;
}

type Page = readonly Readonly<Record<string, string | null>>[];

async function* pagesOf(dataSource: DataSource, { table, keys, columns }: SealedTable): AsyncGenerator<Page> {
  const names = keys.map(({ name }) => `"${name}"`);
  const chosen = [...keys.map(({ name }) => `"${name}"::text`), ...columns.map((name) => `"${name}"`)].join(', ');
  const after = keys.map(({ type }, index) => `$${index + 1}::text::${type}`).join(', ');
  let last: string[] | null = null;
  for (;;) {
    const page: Page = await dataSource.query(
      `SELECT ${chosen} FROM "${table}" ${last ? `WHERE (${names.join(', ')}) > (${after})` : ''}
       ORDER BY ${names.join(', ')} LIMIT ${pageRows}`,
      last ?? [],
    );
    if (page.length > 0) yield page;
    if (page.length < pageRows) return;
    last = keys.map(({ name }) => String(page.at(-1)?.[name]));
  }
}

async function sealPage(dataSource: DataSource, sealer: Sealer, of: SealedTable, page: Page): Promise<number> {
  let done = 0;
  for (const column of of.columns) {
    const changes = page.flatMap((row) => {
      const before = row[column];
      if (before === null || before === undefined || sealer.isCurrent(before)) return [];
      const keys = Object.fromEntries(of.keys.map(({ name }) => [name, row[name]]));
      return [{ ...keys, sealed_before: before, sealed_after: sealer.seal(sealer.open(before)) }];
    });
    if (changes.length === 0) continue;
    const types = of.keys.map(({ name, type }) => `"${name}" ${type}`).join(', ');
    const same = of.keys.map(({ name }) => `t."${name}" = r."${name}"`).join(' AND ');
    await dataSource.query(
      `UPDATE "${of.table}" t SET "${column}" = r.sealed_after
       FROM jsonb_to_recordset($1::jsonb) AS r(${types}, sealed_before text, sealed_after text)
       WHERE ${same} AND t."${column}" = r.sealed_before`,
      [JSON.stringify(changes)],
    );
    done += changes.length;
  }
  return done;
}
