import { Router } from 'express';
import type { CaseAccess } from '../../app/cases/case-access.ts';
import type { PaperKinds } from '../../app/papers/kinds.ts';
import type { MailPaper } from '../../app/papers/mail-paper.ts';
import type { PaperActs } from '../../app/papers/paper-acts.ts';
import { paperCard } from '../../app/papers/paper-cards.ts';
import type { PaperResult } from '../../app/papers/paper-result.ts';
import type { Papers } from '../../app/papers/papers.ts';
import { papersWaitedFor } from '../../app/papers/waited-for.ts';
import { type Actor, mayMakePaper } from '../../app/people/policies.ts';
import type { SecurityLog } from '../../app/people/security-log.ts';
import type { CasePaper } from '../../app/ports/case-papers.ts';
import type { CaseRecord } from '../../app/ports/cases.ts';
import type { FileWorkshop } from '../../app/ports/files.ts';
import type { Store } from '../../app/ports/ports.ts';
import type { SopRegistry } from '../../app/procedures/registry.ts';
import { uuidOf } from '../../app/shared/uuid-of.ts';
import type { PaperCard } from '../../contract/papers.ts';
import { nextSigner } from '../../domain/papers/life.ts';
import { isOf } from '../../domain/reports/days.ts';
import { commandId } from '../command-id.ts';
import { paperProblem } from '../paper-problem.ts';
import { HttpProblem } from '../problem.ts';
import { readableCase } from '../readable-case.ts';
import { mount } from '../route.ts';
import { refusal } from './action-refusals.ts';

export interface PaperRoutesDeps {
  readonly store: Store;
  readonly access: CaseAccess;
  readonly sops: SopRegistry;
  readonly kinds: PaperKinds;
  readonly papers: Papers;
  readonly acts: PaperActs;
  readonly mailing: MailPaper;
  readonly workshop: Pick<FileWorkshop, 'page' | 'document'>;
  readonly security: Pick<SecurityLog, 'read'>;
}

/** Papers of cases: writing, making, signing, and noting that they went out. */
export function paperRoutes(deps: PaperRoutesDeps): Router {
  const { store, access, sops, kinds, papers, acts, mailing, workshop, security } = deps;
  const router = Router();
  const visible = readableCase({ store, access });

  const cards = async (actor: Actor, record: CaseRecord, found: readonly CasePaper[]): Promise<PaperCard[]> => {
    const done = await store.paperActsOf(found.map(({ id }) => id));
    const messages = found.some(({ state }) => state === 'signed')
      ? await store.messages.messagesOf(record.caseId)
      : [];
    const carried = new Set(messages.flatMap(({ pending, paperId }) => (pending && paperId !== null ? [paperId] : [])));
    const { ticketNumber, state } = record;
    return found.map((one) =>
      paperCard(one, {
        acts: done,
        ticketNumber,
        open: state.closedAt === null,
        reader: actor,
        mailing: carried.has(one.id),
      }),
    );
  };
  const cardOf = async (actor: Actor, result: PaperResult): Promise<PaperCard> => {
    if (!result.ok) throw refusal(result);
    const record = await visible(actor, result.paper.caseId);
    return (await cards(actor, record, [result.paper]))[0] as PaperCard;
  };

  mount(router, 'casePapers', async ({ params, actor }) => {
    const record = await visible(actor, params.caseId);
    await security.read(actor.userId, record.caseId);
    const found = await store.papersOf(record.caseId);
    const waited = papersWaitedFor(sops.get(record.sopId, record.sopVersion), record.state);
    const mayMake = record.state.closedAt === null && mayMakePaper(actor);
    // What reports a day is no paper of a month, nor of a citizen's case.
    const offered = mayMake ? kinds.all.filter(({ reports }) => reports === null || isOf(reports, record.task)) : [];
    return {
      papers: await cards(actor, record, found),
      mayMake,
      kinds: await Promise.all(
        offered.map(async (kind) => {
          const { fields, faults } = await papers.begin(record, kind);
          const draft = found.find((one) => one.kind === kind.id && ['draft', 'returned'].includes(one.state));
          return {
            ...{ kind: kind.id, title: kind.title, numbered: kind.number !== null, waitedFor: waited.has(kind.id) },
            fields: kind.fields.map(({ name, label, type, required }) => {
              return { name, label, type, required, value: draft?.fields[name] ?? fields[name] ?? '' };
            }),
            lacks: faults.filter(({ code }) => code !== 'required' && code !== 'too_long').map((one) => ({ ...one })),
          };
        }),
      ),
    };
  });

  mount(router, 'previewPaper', async ({ params, body, actor }) => {
    const record = await visible(actor, params.caseId);
    if (!mayMakePaper(actor)) throw refusal({ ok: false, kind: 'forbidden' });
    const made = await papers.preview(record, body.kind, body.fields);
    if (made === null) throw refusal({ ok: false, kind: 'unknown' });
    if (!made.ok) throw paperProblem(made);
    const [page, whole] = await Promise.all([workshop.page(made.bytes, body.page), workshop.document(made.bytes)]);
    if (!page.ok) throw new HttpProblem(503, 'paper_away', 'The page cannot be shown now.');
    const { bytes, mediaType } = page.picture;
    const picture = `data:${mediaType};base64,${Buffer.from(bytes).toString('base64')}`;
    return { page: picture, pages: whole.ok ? whole.pages : 1 };
  });

  mount(router, 'draftPaper', async ({ params, body, actor }) => {
    await visible(actor, params.caseId);
    return cardOf(actor, await papers.saveDraft(actor, params.caseId, body.kind, body.fields));
  });
  mount(router, 'makePaper', async ({ params, body, actor, request }) => {
    await visible(actor, params.caseId);
    const id = uuidOf(`paper made ${actor.userId} ${params.caseId} ${commandId(request)}`);
    return cardOf(
      actor,
      await papers.make(actor, { caseId: params.caseId, kindId: body.kind, fields: body.fields, id }),
    );
  });

  mount(router, 'printCase', async ({ params, query, actor, response }) => {
    const record = await visible(actor, params.caseId);
    if (!mayMakePaper(actor)) throw refusal({ ok: false, kind: 'forbidden' });
    const made = await papers.asItStands(record, query.kind);
    if (made === null) throw refusal({ ok: false, kind: 'unknown' });
    if (!made.ok) throw paperProblem(made);
    const { caseId, ticketNumber } = record;
    await store.transaction((tx) =>
      tx.audit({ personId: actor.userId, action: 'paper.printed', subject: caseId, reason: null }),
    );
    response.type('application/pdf').attachment(`${ticketNumber}.pdf`).send(Buffer.from(made.bytes));
    return undefined;
  });

  mount(router, 'papersToSign', async ({ actor }) => {
    const mine = (await store.unsignedPapers()).filter((one) => nextSigner(one)?.personId === actor.userId);
    const shown: PaperCard[] = [];
    for (const one of mine) {
      const record = await store.caseById(one.caseId);
      // A case that the signer may not read is not shown by its paper either.
      if (record && (await access.read(actor, record, store)) === 'open')
        shown.push(...(await cards(actor, record, [one])));
    }
    return { papers: shown };
  });

  const act = (actor: Actor, what: string, paperId: string, request: Parameters<typeof commandId>[0]) =>
    uuidOf(`paper ${what} ${actor.userId} ${paperId} ${commandId(request)}`);
  const readable = async (actor: Actor, paperId: string) => {
    const found = await store.paperById(paperId);
    if (!found) throw refusal({ ok: false, kind: 'unknown' });
    await visible(actor, found.caseId);
  };
  mount(router, 'signPaper', async ({ params: { paperId }, body, actor, request }) => {
    await readable(actor, paperId);
    return cardOf(actor, await acts.sign(actor, paperId, body.sha256, act(actor, 'sign', paperId, request)));
  });
  mount(router, 'returnPaper', async ({ params: { paperId }, body, actor, request }) => {
    await readable(actor, paperId);
    return cardOf(actor, await acts.giveBack(actor, paperId, body.reason, act(actor, 'return', paperId, request)));
  });
  mount(router, 'sendPaper', async ({ params: { paperId }, body, actor, request }) => {
    await readable(actor, paperId);
    return cardOf(actor, await acts.send(actor, paperId, body, act(actor, 'sent', paperId, request)));
  });
  mount(router, 'mailPaper', async ({ params: { paperId }, body, actor, request }) => {
    await readable(actor, paperId);
    return cardOf(actor, await mailing.mail(actor, paperId, body.to, act(actor, 'mailed', paperId, request)));
  });
  mount(router, 'voidPaper', async ({ params: { paperId }, body, actor, request }) => {
    await readable(actor, paperId);
    return cardOf(actor, await acts.makeVoid(actor, paperId, body.reason, act(actor, 'void', paperId, request)));
  });
  return router;
}
