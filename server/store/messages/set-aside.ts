import { createHash } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { MessageReceived } from '../../../telephony/messaging/port.ts';
import type { SetAsideStore } from '../../app/ports/messages.ts';
import type { Sealer } from '../secrets/sealed.ts';

/** A row takes every message: its key is a digest, and all that a citizen wrote is sealed. */
export function createSetAsideStore(dataSource: DataSource, sealer: Sealer): SetAsideStore {
  const keyOf = ({ id }: MessageReceived) => createHash('sha256').update(String(id)).digest('hex');
  return {
    put: async (message, reason) => {
      await dataSource.query(
        `INSERT INTO message_set_aside AS m (id, gateway, reason, body_sealed) VALUES ($1, $2, $3, $4)
         ON CONFLICT (id) DO UPDATE SET reason = excluded.reason, tries = m.tries + 1`,
        [keyOf(message), message.gateway, reason, sealer.seal(JSON.stringify(message))],
      );
    },
    all: async (limit) => {
      const rows: { body_sealed: string }[] = await dataSource.query(
        'SELECT body_sealed FROM message_set_aside ORDER BY created_at, id LIMIT $1',
        [limit],
      );
      return rows.map(({ body_sealed: sealed }) => JSON.parse(sealer.open(sealed)) as MessageReceived);
    },
    remove: async (message) => {
      await dataSource.query('DELETE FROM message_set_aside WHERE id = $1', [keyOf(message)]);
    },
    counts: () => dataSource.query('SELECT gateway, count(*)::int AS count FROM message_set_aside GROUP BY gateway'),
  };
}
