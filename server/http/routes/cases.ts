import { Router } from 'express';
import type { CallBackRefusal, CallBacks } from '../../app/calls/call-back.ts';
import type { CaseAccess } from '../../app/cases/case-access.ts';
import type { CaseActions } from '../../app/cases/case-actions.ts';
import { caseCard } from '../../app/cases/case-card.ts';
import type { CaseDetails } from '../../app/cases/case-detail.ts';
import type { LiveCases } from '../../app/cases/live-cases.ts';
import { ticketBrief } from '../../app/cases/ticket-brief.ts';
import type { ActWithPapers } from '../../app/papers/act-with-papers.ts';
import type { Directory } from '../../app/people/directory.ts';
import { mayList } from '../../app/people/policies.ts';
import type { SecurityLog } from '../../app/people/security-log.ts';
import type { CaseRecord } from '../../app/ports/cases.ts';
import type { Store } from '../../app/ports/ports.ts';
import type { SopRegistry } from '../../app/procedures/registry.ts';
import type { SharedAllowance } from '../../app/shared/shared-allowance.ts';
import { choiceOf } from '../../domain/fields/catalogue.ts';
import { fieldIn } from '../../domain/fields/standard.ts';
import { checkNik, normalizeNik } from '../../domain/identity/nik.ts';
import { parsePhone } from '../../domain/identity/phone.ts';
import { textQuery } from '../../domain/search/query.ts';
import { parseTicketNumber } from '../../domain/ticket/number.ts';
import { commandId } from '../command-id.ts';
import { HttpProblem, invalid } from '../problem.ts';
import { readableCase } from '../readable-case.ts';
import { mount } from '../route.ts';
import { recordOf } from './action-refusals.ts';

export interface CaseRoutesDeps {
  readonly actions: Pick<CaseActions, 'saveDraft' | 'chooseCaller'> & ActWithPapers;
  readonly detail: CaseDetails;
  readonly callBacks: Pick<CallBacks, 'place'>;
  readonly access: CaseAccess;
  readonly store: Pick<
    Store,
    | 'caseById'
    | 'isTied'
    | 'callerById'
    | 'listCases'
    | 'synonyms'
    | 'unseal'
    | 'hiddenWordsOf'
    | 'transaction'
    | 'messages'
  >;
  readonly liveCases: LiveCases;
  readonly directory: Directory;
  readonly sops: SopRegistry;
  readonly security: SecurityLog;
  readonly inTheOpen: (words: string) => string;
  /** What one person may reveal; see {@link reveals}. */
  readonly reveals: SharedAllowance;
}

/** As many as a busy hour asks for at once, then one in half a minute: a list of numbers is not to be had this way. */
export const reveals = { most: 20, perSecond: 1 / 30 } as const;

const pageSize = 50;
const messageLabel = { id: 'Pesan', en: 'Message' } as const;

/** Cases: what people read of them and do to them. */
export function caseRoutes(deps: CaseRoutesDeps): Router {
  const { actions, access, detail, store, liveCases, directory, sops, security } = deps;
  const router = Router();
  const cardOf = (record: CaseRecord) =>
    caseCard(record, {
      sops,
      directory,
      context: liveCases.contextOf(record.caseId),
      conversation: liveCases.conversationOf(record.caseId),
    });

  const visible = readableCase({ store, access });

  mount(router, 'listCases', async ({ body, actor }) => {
    if (!mayList(actor)) {
      throw new HttpProblem(403, 'not_allowed', 'Your role does not allow this.');
    }
    const { q, page, mine, ...rest } = body;
    const number = q ? numberIn(q) : null;
    if (q && parseTicketNumber(q.toUpperCase()) === null) security.searched(actor.userId, q);
    // Before anything is found by it; the number itself stands nowhere.
    if (number !== null)
      await store.transaction((tx) =>
        tx.audit({ personId: actor.userId, action: 'read.sought', subject: number.of, reason: null }),
      );
    const words = q && number === null ? textQuery(q, await store.synonyms()) : null;
    const filter = {
      ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)),
      ...(q && number === null && { q }),
      ...(words && { words }),
      ...(number && { number }),
      ...(mine && { personId: actor.userId }),
      ...{ limit: pageSize, offset: (page - 1) * pageSize },
    };
    const { cases, total, more } = await store.listCases(filter);
    return {
      cases: cases.map((brief) => ({
        ...ticketBrief(brief, (list, code) => choiceOf(sops.choicesOf(brief.serviceId, list), code)),
        agentName: directory.nameOf(brief.agentId),
      })),
      ...{ total, more },
    };
  });

  mount(router, 'getCase', async ({ params, actor }) => {
    const record = await visible(actor, params.caseId);
    await security.read(actor.userId, record.caseId);
    return detail(record, actor);
  });

  mount(router, 'openCase', async ({ params, body, actor }) => {
    const record = await visible(actor, params.caseId, true);
    await security.opened(actor.userId, record.caseId, body.reason);
    return detail(record, actor);
  });

  mount(router, 'performAction', async ({ params, body, actor, request }) => {
    const { event, fields } = body;
    return detail(recordOf(await actions.perform(actor, params.caseId, event, fields, commandId(request))), actor);
  });
  mount(router, 'saveDraft', async ({ params, body, actor, request }) =>
    cardOf(recordOf(await actions.saveDraft(actor, params.caseId, body.event, body.fields, commandId(request)))),
  );
  mount(router, 'chooseCaller', async ({ params, body, actor, request }) => {
    const { callerId } = body;
    const caller = callerId === null ? null : await store.callerById(callerId);
    if (callerId !== null && !caller)
      throw invalid([{ field: 'callerId', code: 'unknown', message: 'No such caller.' }]);
    const chosen = callerId === null || caller === null ? null : { ...caller, callerId };
    return cardOf(recordOf(await actions.chooseCaller(actor, params.caseId, chosen, commandId(request))));
  });

  mount(router, 'callBack', async ({ params, actor, request }) => {
    const placed = await deps.callBacks.place(actor, params.caseId, commandId(request));
    if (!placed.ok) throw callRefused(placed.refusal);
    return { callId: placed.callId };
  });

  mount(router, 'reveal', async ({ params, body, actor, response }) => {
    const record = await visible(actor, params.caseId);
    const { caseId } = record;
    if (!(await access.reveal(actor, record, store)))
      throw new HttpProblem(403, 'not_allowed', 'Your role does not allow this.');
    const { taken, waitMs } = await deps.reveals.take(actor.userId);
    if (!taken) {
      security.note({ event: 'reveal.refused', personId: actor.userId, subject: caseId });
      response.setHeader('retry-after', String(Math.ceil(waitMs / 1_000)));
      throw new HttpProblem(429, 'too_many_reveals', 'Too many numbers were looked at. Wait a while.');
    }
    const { field, reason } = body;
    await store.transaction((tx) =>
      tx.audit({ personId: actor.userId, action: `reveal.${field}`, subject: caseId, reason }),
    );
    if (field !== 'words') return { value: await store.unseal(caseId, field), words: [] };
    const sop = sops.get(record.sopId, record.sopVersion);
    const labelOf = (name: string) => fieldIn(sop, name)?.label ?? { id: name, en: name };
    const [hidden, messages] = await Promise.all([store.hiddenWordsOf(caseId), store.messages.messagesOf(caseId)]);
    const words = hidden.map(({ field: name, words: text }) => ({ label: labelOf(name), text }));
    const known = new Set(words.map(({ text }) => text));
    // A report that came as a message stands in both.
    const written = messages.filter(({ text }) => deps.inTheOpen(text) !== text && !known.has(text));
    return { value: null, words: [...words, ...written.map(({ text }) => ({ label: messageLabel, text }))] };
  });

  return router;
}

/** A whole telephone number or NIK that was typed; null: it is neither. */
function numberIn(q: string): { readonly of: 'phone' | 'nik'; readonly value: string } | null {
  const nik = normalizeNik(q);
  if (nik !== null && checkNik(q).ok) return { of: 'nik', value: nik };
  const phone = /^[\d\s()+.-]+$/u.test(q) ? parsePhone(q) : null;
  return phone === null || phone.kind === 'short' ? null : { of: 'phone', value: phone.e164 };
}

function callRefused(refusal: CallBackRefusal): HttpProblem {
  switch (refusal) {
    case 'not_found':
      return new HttpProblem(404, refusal, 'There is no such case.');
    case 'not_allowed':
      return new HttpProblem(403, refusal, 'This is somebody else’s to do.');
    case 'exchange_away':
      return new HttpProblem(503, refusal, 'The exchange cannot be reached.');
    case 'exchange_silent':
      return new HttpProblem(504, refusal, 'The exchange did not answer in time.');
    default:
      return new HttpProblem(409, refusal, 'The citizen cannot be called now.');
  }
}
