import type { Snapshot } from '../../server/contract/live.ts';
import type { TestServer } from './server.ts';
import { people } from './server-people.ts';

const tables = [
  'call',
  'case_file',
  'case_event',
  'alert',
  'caller',
  'agent_status',
  'ticket_counter',
  'outbox',
] as const;
type Table = (typeof tables)[number];

/** Every row of the tables that calls and cases live in, to be compared with what they hold later. */
export async function storedState(
  server: TestServer,
  wanted: readonly Table[] = tables,
): Promise<Record<string, unknown[]>> {
  const entries = await Promise.all(
    wanted.map(async (table) => {
      const rows = await server.sql<{ row: unknown }>(
        `SELECT to_jsonb(t) AS row FROM ${table} t ORDER BY to_jsonb(t)::text`,
      );
      return [table, rows.map(({ row }) => row)] as const;
    }),
  );
  return Object.fromEntries(entries);
}

const topics: readonly string[] = [
  'floor',
  'inbox:dispatcher',
  'inbox:official',
  ...Object.values(people).map((person) => `desk:${person.id}`),
];

/** What every topic shows. Without what belongs to one run of the server: numbers, epoch, and since when it is linked. */
export function shownState({ core, clock }: TestServer): Record<string, Snapshot['entries']> {
  return Object.fromEntries(
    topics.map((topic) => {
      const entries = Object.entries(core.topics.snapshot(topic, clock.now()).entries);
      return [topic, Object.fromEntries(entries.map(([key, value]) => [key, withoutSince(key, value)]))];
    }),
  ) as never;
}

function withoutSince(key: string, value: unknown): unknown {
  if (key !== 'system/status') return value;
  const { exchange, database } = value as { exchange: object; database: object };
  return { exchange: { ...exchange, since: 0 }, database: { ...database, since: 0 } };
}
