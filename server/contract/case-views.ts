import { z } from 'zod';
import { line } from './case.ts';
import { CaseFilter } from './case-routes.ts';
import { route } from './route.ts';

/** What tickets a view lists; days as they were set. */
const ViewFilter = CaseFilter.extend({ q: line(120).optional() }).refine(
  ({ from, until }) => from === undefined || until === undefined || from <= until,
  { error: 'before_from', path: ['until'] },
);
export type ViewFilter = z.infer<typeof ViewFilter>;

/** Filters of a list of tickets under a name. */
const CaseView = z.object({
  viewId: z.uuid(),
  name: z.string(),
  /** Whose it is; null: nobody’s we know any more. */
  ownerName: z.string().nullable(),
  mine: z.boolean(),
  /** Mine, or shared by somebody who has left, where I may share. */
  mayChange: z.boolean(),
  /** Everybody who lists tickets sees it. */
  shared: z.boolean(),
  /** What still holds of it. */
  filter: CaseFilter,
  /** What was saved and is not there any more, such as a service that was taken away: the list is wider without it. */
  gone: z.array(z.object({ filter: z.string(), value: z.string() })),
});
export type CaseView = z.infer<typeof CaseView>;

const viewParams = z.object({ viewId: z.uuid() });

export const caseViewApi = {
  caseViews: route({
    method: 'get',
    path: '/api/case-views',
    summary: 'My saved views of the list of tickets, and those that were shared with the office, by name',
    roles: 'any',
    response: z.object({ views: z.array(CaseView), mayShare: z.boolean() }),
  }),
  saveCaseView: route({
    method: 'put',
    path: '/api/case-views/{viewId}',
    summary:
      'Save filters under a name, or change a view of mine, or take over a shared one whose owner has left; name and words lie sealed, and no number of a person is kept. Sharing, and changing or taking back what is shared, leave an audit row',
    roles: 'any',
    params: viewParams,
    body: z.object({ name: line(60).min(1, 'required'), shared: z.boolean().default(false), filter: ViewFilter }),
    response: z.object({ view: CaseView }),
  }),
  deleteCaseView: route({
    method: 'delete',
    path: '/api/case-views/{viewId}',
    summary: 'Delete a view of mine, or a shared one whose owner has left; of a shared one an audit row is left',
    roles: 'any',
    params: viewParams,
    response: null,
  }),
} as const;
