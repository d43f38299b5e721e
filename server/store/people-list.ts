import { randomUUID } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import type { ChangedBy, PeopleStore, PersonChange, PersonRecord, PersonWrite } from '../app/ports/people.ts';
import type { AuditAction } from '../contract/audit.ts';
import type { ChangedValues } from '../domain/people/changes.ts';
import type { KnownPerson, PersonFields } from '../domain/people/person.ts';
import { AuditEntity, PersonEntity } from './entities/people.ts';
import { PersonChangeEntity } from './entities/person-changes.ts';
import { endSessions } from './people.ts';

type Dated<Of, Key extends keyof Of> = Omit<Of, Key> & { readonly [K in Key]: Date | null };

/** The last log-in is found by the index of who and when, from its end. */
const listed = `SELECT p.id, p.username, p.display_name AS "displayName", p.role, p.extension, p.phone, p.locale, p.active,
    p.created_at AS "addedAt",
    CASE WHEN p.password_expires_at > clock_timestamp() THEN p.password_expires_at END AS "firstPasswordUntil",
    (SELECT e.at FROM audit_entry e WHERE e.person_id = p.id AND e.action IN ('login', 'login.emergency')
      ORDER BY e.at DESC LIMIT 1) AS "lastLogInAt",
    (EXISTS (SELECT FROM second_factor f WHERE f.person_id = p.id AND f.confirmed_at IS NOT NULL)
      OR EXISTS (SELECT FROM passkey k WHERE k.person_id = p.id)) AS "secondFactor"
  FROM person p ORDER BY lower(p.display_name), p.id`;

const known = 'SELECT id, username, display_name AS "displayName", role, extension, phone, locale, active FROM person';

const time = (at: Date | null) => at?.getTime() ?? null;

/** The list of people in PostgreSQL, with what was done to it. */
export function createPeopleList(dataSource: DataSource): PeopleStore {
  return {
    all: async () => {
      const rows: Dated<PersonRecord, 'addedAt' | 'firstPasswordUntil' | 'lastLogInAt'>[] =
        await dataSource.query(listed);
      return rows.map(({ addedAt, firstPasswordUntil, lastLogInAt, ...row }) => ({
        ...row,
        addedAt: time(addedAt) ?? 0,
        firstPasswordUntil: time(firstPasswordUntil),
        lastLogInAt: time(lastLogInAt),
      }));
    },
    write: (decide, by) =>
      dataSource.transaction(async (manager) => {
        // Two administrators who deactivate each other at one moment would leave nobody.
        await manager.query('LOCK TABLE person IN SHARE ROW EXCLUSIVE MODE');
        const people: KnownPerson[] = await manager.query(known);
        for (const write of decide(people) ?? []) await store(manager, write, by);
      }),
    changesOf: async (personId) => {
      const rows: Dated<PersonChange, 'at'>[] = await dataSource.query(
        `SELECT c.id AS "changeId", c.at, b.display_name AS "byName", c.way, c.kind, c.before, c.after
         FROM person_change c LEFT JOIN person b ON b.id = c.by_id WHERE c.person_id = $1 ORDER BY c.at DESC, c.id LIMIT 200`,
        [personId],
      );
      return rows.map(({ at, ...row }) => ({ ...row, at: time(at) ?? 0 }));
    },
  };
}

async function store(manager: EntityManager, write: PersonWrite, by: ChangedBy): Promise<void> {
  const { id } = write;
  const change = changeOf(write);
  switch (write.type) {
    case 'add': {
      const { person, passwordHash, passwordExpiresAt, sipSecret } = write;
      await manager.insert(PersonEntity, {
        ...person,
        id,
        passwordHash,
        passwordExpiresAt: passwordExpiresAt === null ? null : new Date(passwordExpiresAt),
        sipSecretSealed: person.extension === null ? null : sipSecret,
        active: true,
      });
      break;
    }
    case 'change':
      await manager.update(PersonEntity, { id }, write.after);
      if (typeof write.after.extension === 'string')
        await manager.query('UPDATE person SET sip_secret_sealed = COALESCE(sip_secret_sealed, $2) WHERE id = $1', [
          id,
          write.sipSecret,
        ]);
      if (write.endsLogIns) await manager.query(endSessions, [id]);
      break;
    case 'password':
      await manager.update(
        PersonEntity,
        { id },
        {
          passwordHash: write.passwordHash,
          passwordExpiresAt: write.passwordExpiresAt === null ? null : new Date(write.passwordExpiresAt),
        },
      );
      await manager.query(endSessions, [id]);
      break;
    default:
      await manager.update(PersonEntity, { id }, { active: write.type === 'activate' });
      // What may have been left of log-ins from before does not come back with the person.
      await manager.query(endSessions, [id]);
      // Nobody is told anything any more, and the address is their own.
      if (write.type === 'deactivate') await manager.query('DELETE FROM person_contact WHERE person_id = $1', [id]);
  }
  await manager.insert(PersonChangeEntity, {
    id: randomUUID(),
    personId: id,
    byId: by.personId,
    way: by.way,
    ...change,
  });
  for (const { action, what } of notesOf(change)) {
    const reason = [by.way === 'console' ? null : by.way, what].filter((part) => part !== null).join(': ');
    const entry = { personId: by.personId, action, subject: id, reason: reason === '' ? null : reason };
    await manager.insert(AuditEntity, { id: randomUUID(), ...entry });
  }
}

function changeOf(write: PersonWrite): ChangedValues {
  switch (write.type) {
    case 'add': {
      const { username: _, ...after } = write.person;
      return { kind: 'added', before: null, after };
    }
    case 'change':
      return { kind: 'changed', before: write.before, after: write.after };
    case 'password':
      return { kind: 'password', before: null, after: null };
    default:
      return { kind: write.type === 'activate' ? 'activated' : 'deactivated', before: null, after: null };
  }
}

const actions = {
  added: 'person.added',
  activated: 'person.activated',
  deactivated: 'person.deactivated',
  password: 'password.reset',
} as const;

/** What the audit is told; another role is an entry of its own, which is looked for by its name. */
function notesOf({ kind, before, after }: ChangedValues): { action: AuditAction; what: string | null }[] {
  if (kind !== 'changed') return [{ action: actions[kind], what: null }];
  const said = (field: keyof PersonFields) => `${before?.[field] ?? '-'} → ${after?.[field] ?? '-'}`;
  const others = (Object.keys(after ?? {}) as (keyof PersonFields)[]).filter((field) => field !== 'role');
  return [
    ...(after?.role === undefined ? [] : [{ action: 'role.changed' as const, what: said('role') }]),
    ...(others.length === 0
      ? []
      : [{ action: 'person.changed' as const, what: others.map((field) => `${field} ${said(field)}`).join('; ') }]),
  ];
}
