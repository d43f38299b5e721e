import { z } from 'zod';
import { Locale, Role } from './people.ts';
import { NewPassword } from './people-list.ts';
import { fieldCodes } from './problems.ts';
import { route } from './route.ts';

const Column = z.enum(['displayName', 'username', 'role', 'extension', 'phone', 'locale']);
const Code = z.enum(fieldCodes);

/** Lines are counted from 1, with that of the headings. */
export const PeoplePreview = z.object({
  /** Why the file cannot be read; there are no rows then. */
  faults: z.array(z.object({ code: Code, line: z.number().int().nullable(), column: Column.nullable() })),
  /** Headings that nobody knows: what stands below them is not read. */
  ignored: z.array(z.string()),
  rows: z.array(
    z.object({
      line: z.number().int(),
      /** `add`: somebody new; `there`: here already, just as it says, and left alone; `faulty`: see the faults. */
      outcome: z.enum(['add', 'there', 'faulty']),
      displayName: z.string(),
      username: z.string(),
      /** Null: none that is known. */
      role: Role.nullable(),
      extension: z.string().nullable(),
      phone: z.enum(['browser', 'desk']),
      locale: Locale,
      faults: z.array(
        z.object({
          field: Column,
          code: Code,
          written: z.string(),
          /** Of another row that says the same. */
          otherLine: z.number().int().nullable(),
        }),
      ),
    }),
  ),
});
export type PeoplePreview = z.infer<typeof PeoplePreview>;

const managers = ['admin'] as const;

export const peopleImportApi = {
  previewPeople: route({
    method: 'post',
    path: '/api/people/import/preview',
    summary:
      'What would come of a file of people (CSV, at most 500 rows and 256 kB), and what is wrong with it; nothing is written',
    roles: managers,
    takes: 'application/octet-stream',
    response: PeoplePreview,
  }),
  importPeople: route({
    method: 'post',
    path: '/api/people/import',
    summary:
      'Add everybody of a file of people who is not there, or nobody: with anything wrong in it nothing is written. Their passwords are told this once',
    roles: managers,
    grave: true,
    takes: 'application/octet-stream',
    response: z.object({ added: z.array(NewPassword) }),
  }),
} as const;
