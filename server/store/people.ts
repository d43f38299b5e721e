import type { DataSource } from 'typeorm';
import type { AgentRecord } from '../app/ports/ports.ts';
import type { AccountCard } from '../contract/accounts.ts';
import { type AgentStatus, loggedOut } from '../domain/agent/agent.ts';
import { PersonEntity, type PersonRow } from './entities/people.ts';

export const agentColumns = 'p.id, p.display_name, p.extension, s.status';

export interface AgentColumns {
  id: string;
  display_name: string;
  extension: string;
  status: AgentStatus | null;
}

export function toAgent(row: AgentColumns): AgentRecord {
  return { userId: row.id, displayName: row.display_name, extension: row.extension, status: row.status ?? loggedOut };
}

export const endSessions = `DELETE FROM session WHERE sess->>'userId' = $1`;

/** Absent, the password lasts. */
type NewPersonRow = Omit<PersonRow, 'createdAt' | 'passwordExpiresAt' | 'factorTakenAt'> &
  Partial<Pick<PersonRow, 'passwordExpiresAt'>>;

/** Reads and writes the people of the office; the passwords' hashes leave through {@link People.byUsername} only. */
export function createPeople(dataSource: DataSource) {
  const people = dataSource.getRepository(PersonEntity);
  return {
    byUsername: (username: string): Promise<PersonRow | null> => people.findOneBy({ username, active: true }),
    byId: (id: string): Promise<PersonRow | null> => people.findOneBy({ id, active: true }),
    /** Also whoever works here no more. */
    everByUsername: (username: string): Promise<PersonRow | null> => people.findOneBy({ username }),
    /** Holds at once: whatever goes on under a log-in of the person ends. */
    changeRole: (id: string, role: string): Promise<void> =>
      dataSource.transaction(async (manager) => {
        await manager.update(PersonEntity, { id }, { role });
        await manager.query(endSessions, [id]);
      }),
    count: (): Promise<number> => people.count(),
    insert: async (person: NewPersonRow): Promise<void> => void (await people.insert(person)),
    /** @param passwordExpiresAt null: the password lasts */
    setPassword: async (id: string, passwordHash: string, passwordExpiresAt: Date | null): Promise<void> =>
      void (await people.update({ id }, { passwordHash, passwordExpiresAt })),
    /** Whether a password that was handed out opens this log-in: of several at one time it opens one. */
    spendFirstPassword: async (id: string): Promise<boolean> => {
      const [spent]: [unknown[]] = await dataSource.query(
        `UPDATE person SET password_expires_at = clock_timestamp()
         WHERE id = $1 AND password_expires_at > clock_timestamp() RETURNING id`,
        [id],
      );
      return spent.length > 0;
    },
    /** In one step: whoever else is logged in as this person is so no more. */
    changePassword: (id: string, passwordHash: string, sessionId: string): Promise<void> =>
      dataSource.transaction(async (manager) => {
        await manager.update(PersonEntity, { id }, { passwordHash, passwordExpiresAt: null });
        await manager.query(`DELETE FROM session WHERE sess->>'userId' = $1 AND sid <> $2`, [id, sessionId]);
      }),
    /** They were told that it was taken away, or have another. */
    factorSeen: async (id: string): Promise<void> => void (await people.update({ id }, { factorTakenAt: null })),
    /** How everybody logs in. */
    accounts: async (): Promise<readonly AccountCard[]> =>
      dataSource.query(
        `SELECT p.id AS "personId", p.username, p.display_name AS "displayName", p.role,
           EXISTS (SELECT 1 FROM second_factor f WHERE f.person_id = p.id AND f.confirmed_at IS NOT NULL) AS code,
           (SELECT count(*)::int FROM passkey k WHERE k.person_id = p.id) AS passkeys,
           (SELECT count(*)::int FROM session s WHERE s.sess->>'userId' = p.id::text AND s.expire > clock_timestamp()) AS sessions
         FROM person p WHERE p.active ORDER BY p.display_name`,
      ),
    list: (): Promise<PersonRow[]> => people.find({ where: { active: true }, order: { displayName: 'ASC' } }),
    /** Ends every session of a person: after a password reset nobody stays logged in with the old one. */
    endSessions: async (id: string): Promise<void> => void (await dataSource.query(endSessions, [id])),
    /** Who works here no more is out of every queue, whatever was stored last. */
    agentById: async (id: string): Promise<AgentRecord | null> => {
      const [row]: AgentColumns[] = await dataSource.query(
        `SELECT p.id, p.display_name, p.extension, CASE WHEN p.active THEN s.status END AS status
         FROM person p LEFT JOIN agent_status s ON s.person_id = p.id WHERE p.extension IS NOT NULL AND p.id = $1`,
        [id],
      );
      return row ? toAgent(row) : null;
    },
    /** Those with a telephone. */
    agents: async (): Promise<AgentRecord[]> => {
      const rows: AgentColumns[] = await dataSource.query(
        `SELECT ${agentColumns} FROM person p LEFT JOIN agent_status s ON s.person_id = p.id
         WHERE p.active AND p.extension IS NOT NULL ORDER BY p.display_name`,
      );
      return rows.map(toAgent);
    },
  };
}
export type People = ReturnType<typeof createPeople>;
