import { Router } from 'express';
import type { PeopleImport, PeoplePlan } from '../../app/people/import-people.ts';
import { Role } from '../../contract/people.ts';
import type { PeoplePreview } from '../../contract/people-import.ts';
import { peopleFileLimits } from '../../domain/people/people-file.ts';
import { invalid } from '../problem.ts';
import { readBytes } from '../read-bytes.ts';
import { mount } from '../route.ts';

export interface PeopleImportRoutesDeps {
  readonly people: PeopleImport;
}

/** People of an office's file: what would come of it, and adding them. */
export function peopleImportRoutes({ people }: PeopleImportRoutesDeps): Router {
  const router = Router();
  mount(router, 'previewPeople', async ({ request }) =>
    cardOf(await people.preview(await readBytes(request, peopleFileLimits.bytes))),
  );
  mount(router, 'importPeople', async ({ actor, request }) => {
    const result = await people.add(await readBytes(request, peopleFileLimits.bytes), actor.userId);
    if ('plan' in result) throw invalid(faultsOf(result.plan));
    return { added: [...result.added] };
  });
  return router;
}

const cardOf = ({ faults, ignored, rows }: PeoplePlan): PeoplePreview => ({
  faults: [...faults],
  ignored: [...ignored],
  rows: rows.map(({ draft: { role, ...draft }, line, outcome, faults }) => ({
    ...{ line, outcome, ...draft },
    role: Role.safeParse(role).data ?? null,
    faults: [...faults],
  })),
});

/** Each with its line, such as `lines.4.username`. */
const faultsOf = ({ faults, rows }: PeoplePlan): Parameters<typeof invalid>[0] => [
  ...faults.map(({ code, line, column }) => ({
    ...{ field: ['lines', line, column].filter((part) => part !== null).join('.'), code, message: code },
  })),
  ...rows.flatMap((row) =>
    row.faults.map(({ field, code }) => ({ field: `lines.${row.line}.${field}`, code, message: code })),
  ),
];
