import { EntitySchema } from 'typeorm';
import { createdNow, json, optionalMoment, text, uuid, uuidKey } from './columns.ts';

/** A screen on a wall that watches the floor under a token of its own. */
interface WallboardRow {
  id: string;
  name: string;
  /** Hexadecimal. */
  tokenHash: string;
  addedBy: string;
  addedAt: Date;
  seenAt: Date | null;
  /** What stands large on it, page by page, and how long each does. */
  pages: object;
  /** From which figures on its tiles warn, by tile; of those that are not named it is as usual. */
  limits: object;
}

export const WallboardEntity = new EntitySchema<WallboardRow>({
  name: 'wallboard',
  columns: {
    id: uuidKey,
    name: text,
    tokenHash: { ...text, name: 'token_hash' },
    addedBy: { ...uuid, name: 'added_by', foreignKey: { target: 'person', name: 'wallboard_added_by' } },
    addedAt: { ...createdNow, name: 'added_at' },
    seenAt: { ...optionalMoment, name: 'seen_at' },
    pages: json,
    limits: json,
  },
  indices: [{ name: 'wallboard_token', columns: ['tokenHash'], unique: true }],
});
