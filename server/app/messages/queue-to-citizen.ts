import type { Clock } from '../ports/ports.ts';
import { filled, type MessageTemplate } from '../ports/templates.ts';
import type { QueueToCitizen, ToCitizen, Unsendable } from '../ports/to-citizen.ts';
import type { SopRegistry } from '../procedures/registry.ts';
import type { Gateways } from './gateways.ts';
import { type Route, routeOf } from './route.ts';
import { segmentsIn } from './segments.ts';

export interface QueueToCitizenDeps {
  readonly sops: Pick<SopRegistry, 'services'>;
  readonly gateways: Pick<Gateways, 'named'>;
  readonly templates: readonly MessageTemplate[];
  readonly clock: Clock;
}

/** Ten SMS, or what one message of the other channels holds. */
const mostParts = 10;
const mostLetters = 4_000;

/** Everything that is sent to citizens by people goes through here; {@link QueueToCitizen} says how to call it. */
export function createQueueToCitizen({ sops, gateways, templates, clock }: QueueToCitizenDeps): QueueToCitizen {
  return async (tx, record, words, known) => {
    const { id, purpose, personId } = words;
    const correspondent = known === undefined ? await tx.messages.correspondent(record.caseId) : known;
    const route = routeOf(sops, record, correspondent);
    const template = words.template && templates.find((one) => one.id === words.template?.id);
    const text = template ? filled(template, words.template?.variables ?? {}) : words.text;
    const refusal = typeof route === 'string' ? route : await refusalOf(tx, route, words, template, text);
    // Queued before under the same id, it stays queued, whatever has changed since.
    if (refusal && !(await tx.messages.isStored(id))) return { ok: false, refusal };
    if (typeof route === 'string') return { ok: true, messageId: id, added: false };
    const added = await tx.messages.add([
      {
        id,
        caseId: record.caseId,
        serviceId: route.service.id,
        gateway: route.service.gateway ?? '',
        channel: route.channel,
        ownAddress: route.from,
        address: route.to,
        text,
        media: [],
        template: words.template ?? null,
        purpose,
        happens: words.happens ?? null,
        paper: words.paper ?? null,
        segments: segmentsIn(route.channel, text),
        at: clock.now(),
        personId,
      },
    ]);
    return { ok: true, messageId: id, added: added.size > 0 };
  };

  async function refusalOf(
    tx: Parameters<QueueToCitizen>[0],
    { service, channel, to, openUntil: until }: Route,
    { template: wanted, paper }: ToCitizen,
    template: MessageTemplate | null | undefined,
    text: string,
  ): Promise<Unsendable | null> {
    if (paper && channel !== 'email') return 'no_mail';
    if (!gateways.named(service.gateway)) return 'no_gateway';
    if (await tx.messages.isOptedOut(channel, to.key)) return 'stopped';
    if (wanted && !(template && template.channel === channel)) return 'unknown_template';
    if (until !== null && until <= clock.now() && !wanted) return 'window_closed';
    if (text.trim() === '') return 'empty';
    return segmentsIn(channel, text) > mostParts || text.length > mostLetters ? 'too_long' : null;
  }
}
