import type { MessageChannel } from '../../../telephony/messaging/port.ts';
import { messageChannels } from '../../../telephony/messaging/port.ts';
import { missingFields } from '../../domain/case/requirements.ts';
import { parsePhone } from '../../domain/identity/phone.ts';
import type { Purpose, Template } from '../../domain/message/message.ts';
import { openUntil } from '../../domain/message/window.ts';
import type { Service } from '../../domain/service/service.ts';
import { recapsCalls } from '../../domain/sop/verdict.ts';
import type { CasePublisher } from '../cases/case-publisher.ts';
import { changeCase } from '../cases/case-writer.ts';
import { type Actor, mayWrite } from '../people/policies.ts';
import type { Correspondent } from '../ports/messages.ts';
import type { CaseChange, CaseRecord, Clock, Store } from '../ports/ports.ts';
import { filled, type MessageTemplate } from '../ports/templates.ts';
import type { SopRegistry } from '../procedures/registry.ts';
import { uuidOf } from '../shared/uuid-of.ts';
import { awaitsAnswer } from './delivery.ts';
import type { Gateways } from './gateways.ts';
import { segmentsIn } from './segments.ts';

/** Why nothing can be sent now; the console has words for each. */
export type SendRefusal =
  | 'no_address'
  | 'no_channel'
  | 'gateway_missing'
  | 'opted_out'
  | 'window_closed'
  | 'case_closed'
  | 'answer_not_due'
  | 'fields_missing'
  | 'unknown_template'
  | 'too_long';

export type SendResult =
  | { readonly ok: true; readonly messageId: string }
  | { readonly ok: false; readonly kind: 'not-found' | 'forbidden' }
  | { readonly ok: false; readonly kind: 'refused'; readonly refusal: SendRefusal };

/** What an agent wants to say. `text` or a template with its variables. */
export interface Draft {
  readonly text: string;
  readonly purpose: Extract<Purpose, 'message' | 'question' | 'answer'>;
  readonly template: Template | null;
}

export interface SendDeps {
  readonly store: Pick<Store, 'transaction' | 'messages'>;
  readonly sops: SopRegistry;
  readonly publisher: CasePublisher;
  readonly gateways: Gateways;
  readonly templates: readonly MessageTemplate[];
  readonly clock: Clock;
  readonly changed: (caseIds: readonly string[]) => void;
  readonly kick: () => void;
}

/** The way from a case to its citizen, and what is in it. */
export interface Route {
  readonly service: Service;
  readonly channel: MessageChannel;
  readonly from: string;
  readonly to: Correspondent['address'];
  /** Until when free words may be sent, epoch ms; null: always. */
  readonly openUntil: number | null;
}

/** Ten SMS, or what one message of the other channels holds. */
const mostParts = 10;
const mostLetters = 4_000;

const isMessageChannel = (channel: string): channel is MessageChannel => messageChannels.some((one) => one === channel);

/**
 * Where a message of a case would go: the door at which the citizen last wrote or was written to; of a case without
 * messages its own door; of one by telephone or at the desk the office's SMS number, as Depok's procedure has it, if it is a mobile telephone. Pure.
 */
export function routeOf(
  sops: Pick<SopRegistry, 'services'>,
  record: CaseRecord,
  correspondent: Correspondent | null,
): Route | SendRefusal {
  if (!correspondent) return 'no_address';
  const { address, last, lastInboundAt } = correspondent;
  const byId = (id: string) => sops.services.find((service) => service.id === id && isMessageChannel(service.channel));
  const takesSms = parsePhone(address.key)?.kind === 'mobile';
  const sms = () => (takesSms ? sops.services.find(({ channel }) => channel === 'sms') : undefined);
  const service = (last && byId(last.serviceId)) ?? byId(record.serviceId) ?? sms();
  if (!service || !isMessageChannel(service.channel)) return 'no_channel';
  const { channel } = service;
  const from = (last?.serviceId === service.id && last.ownAddress) || service.addresses[0] || '';
  return { service, channel, from, to: address, openUntil: openUntil(channel, lastInboundAt) };
}

/** An agent's message: stored with what it fulfils, and given to its gateway by whoever has time. */
export function createSend({ store, sops, publisher, gateways, templates, clock, changed, kick }: SendDeps) {
  /** @param id the command's own: asked again under it, one message is sent. */
  return async (actor: Actor, caseId: string, draft: Draft, id: string): Promise<SendResult> => {
    const messageId = uuidOf(`message ${actor.userId} ${id}`);
    const correspondent = await store.messages.correspondent(caseId);
    let taken: CaseChange | null = null;
    const result = await store.transaction(async (tx): Promise<SendResult> => {
      // Before the case, as for what comes in: who has the one and wants the other waits for nobody who has the other.
      if (correspondent) await tx.messages.lockConversations([{ address: correspondent.address.key }]);
      const locked = await tx.lockCase(caseId, messageId);
      if (!locked) return { ok: false, kind: 'not-found' };
      const { record } = locked;
      if (!mayWrite(actor, record)) return { ok: false, kind: 'forbidden' };
      const route = routeOf(sops, record, correspondent);
      const template = draft.template && templates.find((one) => one.id === draft.template?.id);
      const text = template ? filled(template, draft.template?.variables ?? {}) : draft.text;
      const refusal =
        typeof route === 'string'
          ? route
          : (await tx.messages.isOptedOut(route.channel, route.to.key))
            ? 'opted_out'
            : refusalOf(record, route, draft, template, text);
      // Sent before under the same key, it stays sent, whatever has changed since.
      if (refusal && !(await tx.messages.isStored(messageId))) return { ok: false, kind: 'refused', refusal };
      if (typeof route === 'string') return { ok: true, messageId };
      const added = await tx.messages.add([
        {
          id: messageId,
          caseId,
          serviceId: route.service.id,
          gateway: route.service.gateway ?? '',
          channel: route.channel,
          ownAddress: route.from,
          address: route.to,
          text,
          media: [],
          template: draft.template,
          purpose: draft.purpose,
          segments: segmentsIn(route.channel, text),
          at: clock.now(),
          personId: actor.userId,
        },
      ]);
      await tx.messages.markSeen(caseId, clock.now());
      taken = added.size > 0 ? takenBy(actor, record, messageId) : null;
      if (taken) await tx.saveCase(taken);
      return { ok: true, messageId };
    });
    if (taken) publisher.committed(taken);
    if (result.ok) {
      changed([caseId]);
      kick();
    }
    return result;
  };

  /** Whoever works on a case by its acts has it from then on; a call's agent keeps the call. */
  function takenBy({ userId }: Actor, record: CaseRecord, messageId: string): CaseChange | null {
    const { agentId, closedAt } = record.state;
    if (agentId === userId || closedAt !== null || recapsCalls(sops.get(record.sopId, record.sopVersion))) return null;
    const at = clock.now();
    return changeCase(
      sops,
      record,
      [{ id: `${messageId}:taken`, type: 'case.taken', at, data: { agentId: userId } }],
      userId,
      at,
    );
  }

  function refusalOf(
    record: CaseRecord,
    { service, channel, openUntil: until }: Route,
    draft: Draft,
    template: MessageTemplate | null | undefined,
    text: string,
  ): SendRefusal | null {
    if (!gateways.named(service.gateway)) return 'gateway_missing';
    if (draft.template && !(template && template.channel === channel)) return 'unknown_template';
    if (until !== null && until <= clock.now() && !draft.template) return 'window_closed';
    if (segmentsIn(channel, text) > mostParts || text.length > mostLetters) return 'too_long';
    if (draft.purpose === 'message') return null;
    if (record.state.closedAt !== null) return 'case_closed';
    if (draft.purpose === 'question') return null;
    const sop = sops.get(record.sopId, record.sopVersion);
    if (!awaitsAnswer(sop, record)) return 'answer_not_due';
    const answer = { id: '', type: 'answer.sent', at: clock.now(), data: { text } } as const;
    return missingFields(sop, record.state, [answer], record.phoneMasked !== null).length > 0 ? 'fields_missing' : null;
  }
}
