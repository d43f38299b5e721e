import { z } from 'zod';
import { PerformAction, SaveDraft, ServiceCard, TakeIntake } from './actions.ts';
import { ChooseCaller, OpenCase, Reveal, Revealed } from './case.ts';
import { route } from './route.ts';
import { CaseCard, CaseDetail, CaseList, CaseStatus } from './views.ts';

const caseParams = z.object({ caseId: z.uuid() });
const agents = ['agent', 'supervisor'] as const;

/** Which tickets are listed. */
export const CaseFilter = z.object({
  q: z.string().trim().max(120).optional(),
  status: CaseStatus.optional(),
  sopId: z.string().max(60).optional(),
  serviceId: z.string().max(60).optional(),
  channel: z.string().max(20).optional(),
  /** Days of the office, both included. */
  from: z.iso.date().optional(),
  until: z.iso.date().optional(),
  /** Whose agent or official the asker is. */
  mine: z.boolean().optional(),
});

/** Tickets: found, opened, worked on, and taken down without a call. */
export const caseApi = {
  // By POST: a name, a telephone number or a NIK stands in no address.
  listCases: route({
    method: 'post',
    path: '/api/cases/search',
    summary:
      'Tickets, newest first; `q` is a ticket number or part of one, words of what is written in it, or a whole telephone number or NIK, which leaves an audit row',
    roles: 'any',
    body: CaseFilter.extend({
      page: z.number().int().min(1).max(1000).default(1),
    }),
    response: CaseList,
  }),
  getCase: route({
    method: 'get',
    path: '/api/cases/{caseId}',
    summary: 'A case with its history',
    roles: 'any',
    params: caseParams,
    response: CaseDetail,
  }),
  openCase: route({
    method: 'post',
    path: '/api/cases/{caseId}/open',
    summary: 'Open a case that is not my work by saying why; it is open to me for an hour, and an entry of the audit',
    roles: ['agent', 'dispatcher'],
    params: caseParams,
    body: OpenCase,
    response: CaseDetail,
  }),
  chooseCaller: route({
    method: 'post',
    path: '/api/cases/{caseId}/caller',
    summary: 'Say which known caller this is',
    roles: agents,
    params: caseParams,
    body: ChooseCaller,
    response: CaseCard,
  }),
  saveDraft: route({
    method: 'patch',
    path: '/api/cases/{caseId}/draft',
    summary: 'Keep a half-written form with the case',
    roles: 'any',
    params: caseParams,
    body: SaveDraft,
    response: CaseCard,
  }),
  performAction: route({
    method: 'post',
    path: '/api/cases/{caseId}/actions',
    summary: 'Do what the case waits for, as offered in its `actions`',
    roles: 'any',
    params: caseParams,
    body: PerformAction,
    response: CaseDetail,
  }),
  services: route({
    method: 'get',
    path: '/api/services',
    summary: 'The doors by which citizens come',
    roles: 'any',
    response: z.object({ services: z.array(ServiceCard) }),
  }),
  takeIntake: route({
    method: 'post',
    path: '/api/intake',
    summary: 'Take down a report that came without a call, and give it its ticket number',
    roles: agents,
    body: TakeIntake,
    response: CaseDetail,
  }),
  callBack: route({
    method: 'post',
    path: '/api/cases/{caseId}/call',
    summary: 'Call the citizen: my telephone rings, then theirs; the number is not shown; leaves an audit row',
    roles: agents,
    params: caseParams,
    response: z.object({ callId: z.string() }),
  }),
  reveal: route({
    method: 'post',
    path: '/api/cases/{caseId}/reveal',
    summary: 'Show a phone number, a NIK, or words with hidden numbers; leaves an audit row',
    roles: 'any',
    params: caseParams,
    body: Reveal,
    response: Revealed,
  }),
} as const;
