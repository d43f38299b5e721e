import type { DataSource } from 'typeorm';

interface Cursor {
  readonly validity: string;
  readonly lastUid: number;
  /** Epoch ms. */
  readonly at: number;
}

/** How far each mailbox has been read; several servers that read the same one go on from the farthest. */
export function createMailCursors(dataSource: DataSource) {
  return {
    read: async (box: string): Promise<Cursor | null> => {
      const [row]: { validity: string; last_uid: string; at: Date }[] = await dataSource.query(
        'SELECT validity, last_uid, at FROM mail_cursor WHERE box = $1',
        [box],
      );
      return row ? { validity: row.validity, lastUid: Number(row.last_uid), at: row.at.getTime() } : null;
    },
    write: async (box: string, { validity, lastUid, at }: Cursor): Promise<void> => {
      await dataSource.query(
        `INSERT INTO mail_cursor AS c (box, validity, last_uid, at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (box) DO UPDATE SET validity = excluded.validity, at = greatest(c.at, excluded.at),
           last_uid = CASE WHEN c.validity = excluded.validity THEN greatest(c.last_uid, excluded.last_uid)
             ELSE excluded.last_uid END`,
        [box, validity, lastUid, new Date(at)],
      );
    },
  };
}
