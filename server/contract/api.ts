import { z } from 'zod';
import { accountApi } from './accounts.ts';
import { OpenReport, PerformAction, SaveDraft, ServiceCard } from './actions.ts';
import { alarmApi } from './alarms.ts';
import { AlertCard } from './alerts.ts';
import { announcementApi } from './announcements.ts';
import { answerApi } from './answers.ts';
import { archiveApi } from './archive.ts';
import { auditApi } from './audit.ts';
import { basisApi } from './basis.ts';
import { blockApi } from './blocked.ts';
import { ChooseCaller, OpenCase, Reveal, Revealed } from './case.ts';
import { figureApi } from './figures.ts';
import { fileApi } from './files.ts';
import { lacakApi } from './lacak.ts';
import { laporApi } from './lapor.ts';
import { Conversation, SendMessage, SentMessage } from './messages.ts';
import { missedApi } from './missed.ts';
import { notificationApi } from './notifications.ts';
import { oidcApi } from './oidc.ts';
import { paperApi } from './papers.ts';
import { passkeyApi } from './passkeys.ts';
import {
  ChangePassword,
  LegAction,
  LogIn,
  Me,
  Office,
  overseers,
  PauseReasonCard,
  Person,
  PhoneSettings,
  Role,
  SetAgentState,
  WrapUpAction,
} from './people.ts';
import { privacyApi } from './privacy.ts';
import { queueApi } from './queues.ts';
import { recordingApi } from './recordings.ts';
import { registerApi } from './registers.ts';
import { route } from './route.ts';
import { secondFactorApi } from './second-factor.ts';
import { sessionApi } from './sessions.ts';
import { sopApi } from './sop-routes.ts';
import { supervisionApi } from './supervision.ts';
import { surveyApi } from './surveys.ts';
import { transferApi } from './transfers.ts';
import { CaseCard, CaseDetail, CaseList, CaseStatus } from './views.ts';
import { wallboardApi } from './wallboards.ts';

const caseParams = z.object({ caseId: z.uuid() });
const agents = ['agent', 'supervisor'] as const;

/**
 * Every REST route, once: the server checks requests with these schemas, the console is typed by them, and
 * `/api/openapi.json` is generated from them.
 */
export const api = {
  ...sopApi,
  ...notificationApi,
  ...recordingApi,
  ...fileApi,
  ...paperApi,
  ...registerApi,
  ...archiveApi,
  ...lacakApi,
  ...laporApi,
  ...answerApi,
  ...auditApi,
  ...figureApi,
  ...privacyApi,
  ...sessionApi,
  ...secondFactorApi,
  ...passkeyApi,
  ...oidcApi,
  ...transferApi,
  ...wallboardApi,
  ...accountApi,
  ...basisApi,
  ...queueApi,
  ...alarmApi,
  ...missedApi,
  ...supervisionApi,
  ...surveyApi,
  ...announcementApi,
  ...blockApi,
  office: route({
    method: 'get',
    path: '/api/office',
    summary: 'The office, for the log-in page',
    roles: 'public',
    response: Office,
  }),
  logIn: route({ method: 'post', path: '/api/session', summary: 'Log in', roles: 'public', body: LogIn, response: Me }),
  me: route({ method: 'get', path: '/api/session', summary: 'Who is logged in', roles: 'any', response: Me }),
  logOut: route({ method: 'delete', path: '/api/session', summary: 'Log out', roles: 'any', response: null }),

  changePassword: route({
    method: 'put',
    path: '/api/me/password',
    summary: 'Change my password; every other log-in of mine ends',
    roles: 'any',
    body: ChangePassword,
    response: null,
  }),

  phone: route({
    method: 'get',
    path: '/api/me/phone',
    summary: 'How my telephone is worked',
    roles: 'any',
    response: PhoneSettings,
  }),
  setState: route({
    method: 'put',
    path: '/api/me/state',
    summary: 'Ready or not ready',
    roles: agents,
    body: SetAgentState,
    response: null,
  }),
  wrapUp: route({
    method: 'post',
    path: '/api/me/wrap-up',
    summary: 'End my wrap-up before the recap is written, which stays owed, or make it longer',
    roles: agents,
    body: WrapUpAction,
    response: null,
  }),
  pauseReasons: route({
    method: 'get',
    path: '/api/pause-reasons',
    summary: 'Why an agent may be not ready, and for how long, as the office has it',
    roles: agents,
    response: z.object({ reasons: z.array(PauseReasonCard) }),
  }),
  leg: route({
    method: 'post',
    path: '/api/calls/{callId}/leg',
    summary: 'Answer, hang up, hold or mute my leg of a call, where the exchange can',
    roles: agents,
    params: z.object({ callId: z.string().max(120) }),
    body: LegAction,
    response: null,
  }),

  people: route({
    method: 'get',
    path: '/api/people',
    summary: 'People of one role',
    roles: 'any',
    query: z.object({ role: Role }),
    response: z.object({ people: z.array(Person) }),
  }),

  // By POST: a name, a telephone number or a NIK stands in no address.
  listCases: route({
    method: 'post',
    path: '/api/cases/search',
    summary:
      'Tickets, newest first; `q` is a ticket number or part of one, words of what is written in it, or a whole telephone number or NIK, which leaves an audit row',
    roles: 'any',
    body: z.object({
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
  openReport: route({
    method: 'post',
    path: '/api/intake',
    summary: 'Take down a report that came without a call, and give it its ticket number',
    roles: agents,
    body: OpenReport,
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

  messages: route({
    method: 'get',
    path: '/api/cases/{caseId}/messages',
    summary: 'The messages exchanged in a case, and how to send another',
    roles: 'any',
    params: caseParams,
    response: Conversation,
  }),
  sendMessage: route({
    method: 'post',
    path: '/api/cases/{caseId}/messages',
    summary: 'Write to the citizen',
    roles: ['agent'],
    params: caseParams,
    body: SendMessage,
    response: SentMessage,
  }),
  messagesSeen: route({
    method: 'post',
    path: '/api/cases/{caseId}/messages/seen',
    summary: 'I have looked at the citizen’s messages',
    roles: ['agent'],
    params: caseParams,
    response: null,
  }),

  listAlerts: route({
    method: 'get',
    path: '/api/alerts',
    summary: 'Alerts, newest first',
    roles: overseers,
    query: z.object({ page: z.coerce.number().int().min(1).max(1000).default(1) }),
    response: z.object({ alerts: z.array(AlertCard), total: z.number().int() }),
  }),
  acknowledge: route({
    method: 'post',
    path: '/api/alerts/{alertId}/acknowledge',
    summary: 'Acknowledge an alert',
    roles: 'any',
    params: z.object({ alertId: z.string().max(200) }),
    response: AlertCard,
  }),
} as const;

export type Api = typeof api;
export type RouteName = keyof Api;
type Infer<T> = T extends z.ZodType ? z.infer<T> : undefined;
type Input<T> = T extends z.ZodType ? z.input<T> : undefined;
export type Params<N extends RouteName> = Api[N] extends { params: infer P } ? Infer<P> : undefined;
export type Query<N extends RouteName> = Api[N] extends { query: infer Q } ? Infer<Q> : undefined;
export type QueryInput<N extends RouteName> = Api[N] extends { query: infer Q } ? Input<Q> : undefined;
export type Body<N extends RouteName> = Api[N] extends { body: infer B } ? Infer<B> : undefined;
export type BodyInput<N extends RouteName> = Api[N] extends { body: infer B } ? Input<B> : undefined;
export type Response<N extends RouteName> = Infer<Api[N]['response']>;

/**
 * Where a retried command is recognised: the same key, the same command, done once.
 * Commands on cases are idempotent by this header; without it each request is a command of its own.
 */
export const idempotencyHeader = 'idempotency-key';
