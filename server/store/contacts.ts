import { randomUUID } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import type { ContactChange, ContactSettings, NotificationStore } from '../app/ports/notifications.ts';
import { type PersonalMeans, personalMeans } from '../domain/notification/plan.ts';
import { AuditEntity } from './entities/people.ts';
import type { Sealer } from './secrets/sealed.ts';

/** Of somebody who has said nothing: escalations by whatever the procedure names, his own steps on the screen only. */
export const defaultContact: Omit<ContactSettings, 'mobileMasked' | 'emailMasked'> = {
  escalations: personalMeans,
  own: [],
  quiet: 'office',
};

interface Columns {
  mobile_sealed: string | null;
  mobile_masked: string | null;
  email_sealed: string | null;
  email_masked: string | null;
  escalations: PersonalMeans[];
  own: PersonalMeans[];
  quiet: string;
}

/** Addresses of the office's people, sealed as the callers' numbers are, and how they want to be told. */
export function createContacts(
  dataSource: DataSource,
  sealer: Sealer,
): Pick<NotificationStore, 'contactOf' | 'changeContact'> {
  return {
    contactOf: async (personId) => toSettings(await rowOf(dataSource.manager, personId)),
    changeContact: (personId, change, audit) =>
      dataSource.transaction(async (manager) => {
        await manager.query('SELECT FROM person WHERE id = $1 FOR UPDATE', [personId]);
        const row = changed(await rowOf(manager, personId), change, sealer);
        await manager.query(
          `INSERT INTO person_contact (person_id, mobile_sealed, mobile_masked, email_sealed, email_masked, escalations, own, quiet)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
           ON CONFLICT (person_id) DO UPDATE SET mobile_sealed = excluded.mobile_sealed,
             mobile_masked = excluded.mobile_masked, email_sealed = excluded.email_sealed,
             email_masked = excluded.email_masked, escalations = excluded.escalations, own = excluded.own,
             quiet = excluded.quiet`,
          [
            personId,
            row.mobile_sealed,
            row.mobile_masked,
            row.email_sealed,
            row.email_masked,
            row.escalations,
            row.own,
            row.quiet,
          ],
        );
        await manager.insert(AuditEntity, { id: randomUUID(), ...audit });
        return toSettings(row);
      }),
  };
}

async function rowOf(manager: EntityManager, personId: string): Promise<Columns> {
  const [row]: Columns[] = await manager.query(
    `SELECT mobile_sealed, mobile_masked, email_sealed, email_masked, escalations, own, quiet
     FROM person_contact WHERE person_id = $1`,
    [personId],
  );
  const nowhere = { mobile_sealed: null, mobile_masked: null, email_sealed: null, email_masked: null };
  const { escalations, own, quiet } = defaultContact;
  return row ?? { ...nowhere, escalations: [...escalations], own: [...own], quiet };
}

function changed(row: Columns, { mobile, email, escalations, own, quiet }: ContactChange, sealer: Sealer): Columns {
  const seal = (address: { value: string } | null) => address && sealer.seal(address.value);
  return {
    ...row,
    ...(mobile !== undefined && { mobile_sealed: seal(mobile), mobile_masked: mobile?.masked ?? null }),
    ...(email !== undefined && { email_sealed: seal(email), email_masked: email?.masked ?? null }),
    ...(escalations && { escalations: [...escalations] }),
    ...(own && { own: [...own] }),
    ...(quiet !== undefined && { quiet }),
  };
}

const toSettings = (row: Columns): ContactSettings => ({
  mobileMasked: row.mobile_masked,
  emailMasked: row.email_masked,
  escalations: row.escalations,
  own: row.own,
  quiet: row.quiet,
});
