import type { Conversation, ConversationCard, MessageCard } from '../../contract/messages.ts';
import type { Message } from '../../domain/message/message.ts';
import { openUntil } from '../../domain/message/window.ts';
import type { Directory } from '../people/directory.ts';
import type { ConversationFacts } from '../ports/messages.ts';
import type { MessageTemplate } from '../ports/templates.ts';

/** Conversations as people see them. Pure, but for the names. */

export function conversationCard({ caseId: _, lastInboundAt, ...facts }: ConversationFacts): ConversationCard {
  return { ...facts, openUntil: openUntil(facts.channel, lastInboundAt) };
}

export function messageCard(message: Message, directory: Directory): MessageCard {
  const { id, direction, channel, text, media, purpose, at, segments, status, statusAt, pending } = message;
  return {
    messageId: id,
    direction,
    channel,
    text,
    media: media.length,
    purpose,
    at,
    segments,
    status: pending && status === 'queued' ? 'waiting' : status,
    statusAt,
    errorCode: message.errorCode,
    attempts: message.attempts,
    authorName: directory.nameOf(message.personId),
    unseen: direction === 'in' && message.seenAt === null && message.aside === null,
    aside: message.aside,
    stranger: direction === 'in' && message.serviceId === null ? message.addressMasked : null,
  };
}

export function templateCard({ id, name, text }: MessageTemplate): Conversation['templates'][number] {
  const variables = [...new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, variable]) => variable as string))];
  return { templateId: id, name, text, variables };
}
