import { Router } from 'express';
import type { AnswerResult, Answers, AnswersRefusal } from '../../app/answers/answers.ts';
import type { AnswerAtHand, FindAnswers } from '../../app/answers/find.ts';
import type { CaseAccess } from '../../app/cases/case-access.ts';
import type { CaseDetails } from '../../app/cases/case-detail.ts';
import type { ActWithPapers } from '../../app/papers/act-with-papers.ts';
import type { Directory } from '../../app/people/directory.ts';
import { type Actor, mayPublishAnswers, mayReadAnswers, mayWriteAnswers } from '../../app/people/policies.ts';
import type { Clock, Store } from '../../app/ports/ports.ts';
import type { SopRegistry } from '../../app/procedures/registry.ts';
import type { AnswerCard, AnswerDraft } from '../../contract/answers.ts';
import type { ProblemType } from '../../contract/problems.ts';
import { type Answer, type AnswerContent, isOffered } from '../../domain/answer/answer.ts';
import { answerFields } from '../../domain/answer/fields.ts';
import { type OfficeZone, officeDay } from '../../domain/calendar/office-day.ts';
import { commandId } from '../command-id.ts';
import { HttpProblem, invalid } from '../problem.ts';
import { readableCase } from '../readable-case.ts';
import { mount } from '../route.ts';
import { recordOf } from './action-refusals.ts';

export interface AnswerRoutesDeps {
  readonly answers: Answers;
  readonly finder: FindAnswers;
  readonly actions: ActWithPapers;
  readonly detail: CaseDetails;
  readonly access: CaseAccess;
  readonly store: Pick<Store, 'caseById' | 'isTied'>;
  readonly directory: Pick<Directory, 'nameOf'>;
  readonly sops: Pick<SopRegistry, 'services' | 'choicesOf'>;
  readonly clock: Clock;
  readonly zone: OfficeZone;
}

/** The office's answers at hand: looking for them at work, and looking after them. */
export function answerRoutes(deps: AnswerRoutesDeps): Router {
  const { answers, finder, directory, sops } = deps;
  const router = Router();
  const visible = readableCase(deps);
  const caseOf = (actor: Actor, caseId: string | null) => (caseId === null ? null : visible(actor, caseId));
  const mayRead = (actor: Actor) => {
    if (!mayReadAnswers(actor)) throw refused('not_allowed');
  };
  const cardOf = (actor: Actor, answer: Answer): AnswerCard => ({
    answerId: answer.id,
    version: answer.version,
    state: stateOf(answer, officeDay(deps.clock.now(), deps.zone)),
    published: answer.published && draftOf(answer.published),
    draft: answer.draft && draftOf(answer.draft),
    stage: answer.stage,
    returned: answer.returned,
    ownerName: directory.nameOf(answer.ownerId),
    mine: answer.ownerId === actor.userId,
    mayPublish: answer.stage === 'review' && mayPublishAnswers(actor, answer.writers),
    solved: answer.solved,
    revision: answer.revision,
  });
  const told = (actor: Actor, result: AnswerResult) => {
    if (result.ok) return { answer: cardOf(actor, result.answer) };
    if (result.why !== 'unknown_field') throw refused(result.why);
    const message = `There is no such field. There are: ${answerFields.map(({ en }) => `{${en}}`).join(' ')}`;
    throw invalid(result.parts.map((part) => ({ field: `content.${part}`, code: result.why, message })));
  };

  mount(router, 'findAnswers', async ({ actor, body }) => {
    mayRead(actor);
    const { answers: found, alike } = await finder.find(actor, body.q, await caseOf(actor, body.caseId));
    return { answers: found.map(foundCard), alike };
  });
  mount(router, 'answerFolder', async ({ actor }) => {
    const folder = await answers.folder(actor);
    if (folder === null) throw refused('not_allowed');
    const named = new Map(sops.services.map(({ id, name }) => [id, name]));
    const subjects = sops.services.flatMap(({ id }) => sops.choicesOf(id, 'subjects'));
    return {
      answers: folder.answers.map((one) => cardOf(actor, one)),
      missing: folder.missing.map(({ serviceId, ...rest }) => ({
        ...rest,
        serviceName: named.get(serviceId ?? '') ?? null,
      })),
      synonyms: folder.synonyms.map((group) => [...group]),
      fields: [...answerFields],
      subjects: [...new Map(subjects.map(({ code, name }) => [code, { code, name }])).values()],
      services: sops.services.map(({ id, name }) => ({ id, name })),
      mayWrite: mayWriteAnswers(actor),
      mayPublish: mayPublishAnswers(actor),
    };
  });
  mount(router, 'answerHistory', async ({ actor, params }) => {
    const events = await answers.history(actor, params.answerId);
    if (events === null) throw refused('not_found');
    return {
      events: events.map(({ what, personId, reason, before, after, at }) => ({
        ...{ what, personName: directory.nameOf(personId), reason, at },
        ...{ before: before && draftOf(before), after: after && draftOf(after) },
      })),
    };
  });
  mount(router, 'writeAnswer', async ({ actor, params, body }) =>
    told(actor, await answers.write(actor, params.answerId, body.revision, body.content)),
  );
  mount(router, 'moveAnswer', async ({ actor, params, body: { revision, act, reason } }) => {
    if (act === 'return' && reason === '')
      throw invalid([{ field: 'reason', code: 'required', message: 'Say what has to be changed.' }]);
    return told(actor, await answers.move(actor, params.answerId, revision, act, reason || null));
  });
  mount(router, 'saveSynonyms', async ({ actor, body }) => {
    if (!(await answers.saveSynonyms(actor, body.groups))) throw refused('not_allowed');
    return undefined;
  });
  mount(router, 'answerMissing', async ({ actor, body }) => {
    mayRead(actor);
    await finder.missed(body.words, await caseOf(actor, body.caseId));
    return undefined;
  });
  mount(router, 'settleMissing', async ({ actor, body }) => {
    const done = await answers.settleMissing(actor, body.words);
    if (done !== 'done') throw refused(done);
    return undefined;
  });
  mount(router, 'useAnswer', async ({ actor, params: { caseId, answerId }, body }) => {
    mayRead(actor);
    await visible(actor, caseId);
    if (!(await finder.used(actor, caseId, answerId, body.how))) throw refused('not_found');
    return undefined;
  });
  mount(router, 'solvedByAnswer', async ({ actor, params: { caseId, answerId }, body, request }) => {
    mayRead(actor);
    await visible(actor, caseId);
    const { event, fields } = body;
    const record = recordOf(await deps.actions.perform(actor, caseId, event, fields, commandId(request)));
    // After the action, and under an id of its own: asked again with the same key, both are done once.
    await finder.used(actor, caseId, answerId, 'solved');
    return deps.detail((await deps.store.caseById(caseId)) ?? record, actor);
  });
  return router;
}

function stateOf(answer: Answer, today: string): AnswerCard['state'] {
  if (answer.published === null) return answer.version === 0 ? 'new' : 'withdrawn';
  return isOffered(answer, today) ? 'offered' : 'expired';
}

const draftOf = ({ title, body, folder, subjects, services, links, expiresOn }: AnswerContent): AnswerDraft => ({
  ...{ title: { ...title }, body: { ...body }, folder, expiresOn },
  ...{ subjects: [...subjects], services: [...services], links: links.map((link) => ({ ...link })) },
});

const foundCard = ({ id: answerId, version, solved, title, body, content: { folder, links } }: AnswerAtHand) => ({
  ...{ answerId, version, solved, folder, title: { ...title }, body: { ...body } },
  links: links.map((link) => ({ ...link })),
});

/** Of an answer that stands otherwise than its reader has read. */
const changed = [409, 'answer_changed', 'Somebody else changed the answer meanwhile. Read it anew.'] as const;
const refusals: Readonly<Record<AnswersRefusal, readonly [status: number, type: ProblemType, detail: string]>> = {
  not_allowed: [403, 'not_allowed', 'Your role does not allow this.'],
  not_found: [404, 'not_found', 'There is no such answer.'],
  answer_own_writing: [409, 'answer_own_writing', 'Somebody who wrote nothing of it has to publish it.'],
  answer_changed: changed,
  answer_not_in_review: changed,
  answer_without_draft: changed,
  answer_not_offered: changed,
};
const refused = (why: AnswersRefusal) => new HttpProblem(...refusals[why]);
