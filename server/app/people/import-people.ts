import { type PeopleFile, readPeople } from '../../domain/people/people-file.ts';
import { type PlannedRow, plannedRows } from '../../domain/people/people-plan.ts';
import { textOf } from '../../domain/shared/file-text.ts';
import type { ChangedBy } from '../ports/people.ts';
import type { PeopleAdministration } from './administration.ts';
import type { NewPassword } from './first-passwords.ts';

/** What would come of a file. */
export interface PeoplePlan extends Pick<PeopleFile, 'faults' | 'ignored'> {
  readonly rows: readonly PlannedRow[];
}

export type PeopleImport = ReturnType<typeof createPeopleImport>;

/** People of a file of an office. Nothing is kept between a look at it and its import: the file comes again. */
export function createPeopleImport(administration: Pick<PeopleAdministration, 'all' | 'add'>) {
  const preview = async (bytes: Uint8Array): Promise<PeoplePlan> => {
    const file = readPeople(textOf(bytes));
    const { faults, ignored } = file;
    return { faults, ignored, rows: plannedRows(file, await administration.all()) };
  };
  return {
    /** @param bytes of the file, as it is */
    preview,
    /** Adds everybody of the file who is not there, or nobody. @returns the plan, where something of it is wrong */
    add: async (
      bytes: Uint8Array,
      personId: ChangedBy['personId'],
    ): Promise<{ readonly plan: PeoplePlan } | { readonly added: readonly NewPassword[] }> => {
      const plan = await preview(bytes);
      if (plan.faults.length > 0 || plan.rows.some(({ outcome }) => outcome === 'faulty')) return { plan };
      const drafts = plan.rows.flatMap(({ outcome, draft }) => (outcome === 'add' ? [draft] : []));
      const result = await administration.add(drafts, { personId, way: 'import' });
      // Somebody was added meanwhile: what is wrong now is said by the file's lines.
      return 'added' in result ? result : { plan: await preview(bytes) };
    },
  };
}
