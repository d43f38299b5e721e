import { Router } from 'express';
import type { CaseAccess } from '../../app/cases/case-access.ts';
import { messageCard, templateCard } from '../../app/cases/conversation-cards.ts';
import { awaits } from '../../app/messages/delivery.ts';
import type { Messages } from '../../app/messages/messages.ts';
import { routeOf, shutOf } from '../../app/messages/route.ts';
import type { Directory } from '../../app/people/directory.ts';
import { mayWrite } from '../../app/people/policies.ts';
import type { SecurityLog } from '../../app/people/security-log.ts';
import type { Clock, Store } from '../../app/ports/ports.ts';
import type { SopRegistry } from '../../app/procedures/registry.ts';
import type { Conversation } from '../../contract/messages.ts';
import { commandId } from '../command-id.ts';
import { HttpProblem, invalid } from '../problem.ts';
import { readableCase } from '../readable-case.ts';
import { mount } from '../route.ts';

export interface MessageRoutesDeps {
  readonly messages: Messages;
  readonly access: CaseAccess;
  readonly store: Pick<Store, 'caseById' | 'isTied' | 'messages'>;
  readonly directory: Directory;
  readonly sops: SopRegistry;
  readonly clock: Clock;
  readonly security: Pick<SecurityLog, 'read'>;
  /** What citizens and the office write, without numbers of persons: those are revealed. */
  readonly inTheOpen: (words: string) => string;
}

/** What is said with citizens in writing. */
export function messageRoutes({
  messages,
  access,
  store,
  directory,
  sops,
  clock,
  security,
  inTheOpen,
}: MessageRoutesDeps): Router {
  const router = Router();

  const visible = readableCase({ store, access });

  mount(router, 'messages', async ({ params, actor }): Promise<Conversation> => {
    const record = await visible(actor, params.caseId);
    await security.read(actor.userId, record.caseId);
    const [found, correspondent] = await Promise.all([
      store.messages.messagesOf(record.caseId),
      store.messages.correspondent(record.caseId),
    ]);
    const route = routeOf(sops, record, correspondent);
    const way = typeof route === 'string' ? null : route;
    const gateway = way && messages.gateways.named(way.service.gateway);
    const optedOut = way !== null && (await store.messages.isOptedOut(way.channel, way.to.key));
    const templates = messages.templates.filter(({ channel }) => channel === way?.channel);
    const { gateways } = messages;
    const refusal = !mayWrite(actor, record)
      ? 'not_allowed'
      : typeof route === 'string'
        ? route
        : shutOf(route, { gateways, templates, optedOut, now: clock.now() });
    const open = record.state.closedAt === null;
    return {
      messages: found.map((message) => messageCard({ ...message, text: inTheOpen(message.text) }, directory)),
      route: way && {
        channel: way.channel,
        serviceName: way.service.name,
        addressMasked: way.to.masked,
        openUntil: way.openUntil,
        connected: gateway?.status().connected ?? false,
      },
      refusal,
      optedOut,
      answerDue: open && awaits(sops.get(record.sopId, record.sopVersion), record, 'answer.sent'),
      mayAsk: open,
      templates: templates.map(templateCard),
    };
  });

  mount(router, 'sendMessage', async ({ params, body, actor, request }) => {
    if (body.template === null && body.text === '') {
      throw invalid([{ field: 'text', code: 'required', message: 'Write something.' }]);
    }
    await visible(actor, params.caseId);
    const result = await messages.send(actor, params.caseId, body, commandId(request));
    if (result.ok) return { messageId: result.messageId };
    switch (result.kind) {
      case 'not-found':
        throw new HttpProblem(404, 'not_found', 'There is no such case.');
      case 'forbidden':
        throw new HttpProblem(403, 'not_allowed', 'This case is not yours to write in.');
      case 'refused':
        throw new HttpProblem(409, result.refusal, 'This cannot be sent now.');
    }
  });

  mount(router, 'messagesSeen', async ({ params, actor }) => {
    const record = await visible(actor, params.caseId);
    if (!mayWrite(actor, record)) throw new HttpProblem(403, 'not_allowed', 'This case is not yours.');
    await messages.seen(record.caseId);
    return undefined;
  });

  return router;
}
