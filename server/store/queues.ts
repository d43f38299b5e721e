import type { DataSource, EntityManager } from 'typeorm';
import type { QueueStore, QueueTransaction } from '../app/ports/queues.ts';
import type { AgentPlaces, CallQueue } from '../domain/agent/queues.ts';

interface QueueColumns {
  id: string;
  definition: Omit<CallQueue, 'id'>;
}

const listed = 'SELECT id, definition FROM call_queue ORDER BY made_at, id';
const toQueue = ({ id, definition }: QueueColumns): CallQueue => ({ ...definition, id });

export const createQueueStore = (dataSource: DataSource): QueueStore => ({
  queues: async () => {
    const rows: QueueColumns[] = await dataSource.query(listed);
    return rows.map(toQueue);
  },
  agentPlaces: async () => {
    const rows: { person_id: string; places: AgentPlaces }[] = await dataSource.query(
      'SELECT person_id, places FROM agent_places',
    );
    return new Map(rows.map(({ person_id: userId, places }) => [userId, places]));
  },
});

export const queueWrites = (manager: EntityManager): QueueTransaction => ({
  lockQueues: async () => {
    await manager.query('LOCK TABLE call_queue, agent_places IN SHARE ROW EXCLUSIVE MODE');
    const rows: QueueColumns[] = await manager.query(listed);
    return rows.map(toQueue);
  },
  saveQueue: async ({ id, ...definition }) => {
    await manager.query(
      `INSERT INTO call_queue (id, definition) VALUES ($1, $2)
       ON CONFLICT (id) DO UPDATE SET definition = excluded.definition`,
      [id, JSON.stringify(definition)],
    );
  },
  removeQueue: async (id) => {
    await manager.query('DELETE FROM call_queue WHERE id = $1', [id]);
  },
  placesOfAgent: async (userId) => {
    const [row]: { places: AgentPlaces }[] = await manager.query(
      'SELECT places FROM agent_places WHERE person_id = $1',
      [userId],
    );
    return row?.places ?? null;
  },
  savePlaces: async (userId, places) => {
    await manager.query(
      `INSERT INTO agent_places (person_id, places) VALUES ($1, $2)
       ON CONFLICT (person_id) DO UPDATE SET places = excluded.places`,
      [userId, JSON.stringify(places)],
    );
  },
});
