import { z } from 'zod';
import { saysSomething } from '../domain/shared/typed.ts';
import { text } from './case.ts';
import { Bilingual, Moment } from './primitives.ts';
import { route } from './route.ts';

export const messageChannels = ['sms', 'whatsapp', 'facebook', 'twitter', 'website', 'email'] as const;
const MessageChannel = z.enum(messageChannels);

const asideReasons = [
  'auto_reply',
  'bulk',
  'spam',
  'loop',
  'flood',
  'report',
  'no_sender',
  'unreadable',
  'too_large',
] as const;

const statuses = ['queued', 'sent', 'delivered', 'read', 'failed'] as const;

/** How a case's conversation stands; part of its card. */
export const ConversationCard = z.object({
  channel: MessageChannel,
  count: z.number().int(),
  lastAt: Moment,
  lastDirection: z.enum(['in', 'out']),
  /** The citizen's messages that nobody has looked at. */
  unseen: z.number().int(),
  /** The oldest of the citizen's messages that no person has answered; null: nobody waits. */
  waitingSince: Moment.nullable(),
  /** The last of ours did not go out. */
  failed: z.boolean(),
  /** Ours that wait to be sent. */
  pending: z.number().int(),
  optedOut: z.boolean(),
  /** Until when free words may be sent; null: always. */
  openUntil: Moment.nullable(),
  /** Another one whenever anything changed. */
  revision: z.string(),
});
export type ConversationCard = z.infer<typeof ConversationCard>;

export const MessageCard = z.object({
  messageId: z.string(),
  direction: z.enum(['in', 'out']),
  channel: MessageChannel,
  text: z.string(),
  /** How many files came with it: they are among those of the case. */
  media: z.number().int(),
  purpose: z
    .enum(['message', 'question', 'answer', 'acknowledgement', 'missed', 'survey', 'stop', 'start', 'consent'])
    .nullable(),
  at: Moment,
  segments: z.number().int(),
  /** Of ours; `waiting`: no gateway has taken it yet. */
  status: z.enum([...statuses, 'waiting']).nullable(),
  /** When each status was reached: proof of delivery. */
  statusAt: z.partialRecord(z.enum(statuses), Moment),
  errorCode: z.string().nullable(),
  attempts: z.number().int(),
  authorName: z.string().nullable(),
  unseen: z.boolean(),
  /** Why a mail was neither answered nor counted as the citizen's words: no person wrote it, or nobody can read it. */
  aside: z.enum(asideReasons).nullable(),
  /** Of one who wrote under the ticket's number and is not known there: the address, masked. */
  stranger: z.string().nullable(),
});
export type MessageCard = z.infer<typeof MessageCard>;

const sendRefusals = [
  'no_contact',
  'no_gateway',
  'stopped',
  'window_closed',
  'case_closed',
  'answer_not_due',
  'fields_missing',
  'unknown_template',
  'too_long',
  'no_mail',
  'empty',
] as const;

/** A case's messages, and how another one may be sent. */
export const Conversation = z.object({
  messages: z.array(MessageCard),
  /** The way to the citizen; null: `refusal` says why there is none. */
  route: z
    .object({
      channel: MessageChannel,
      serviceName: Bilingual,
      addressMasked: z.string(),
      openUntil: Moment.nullable(),
      /** Whether the gateway answers at present; what is written meanwhile waits. */
      connected: z.boolean(),
    })
    .nullable(),
  /** Why the reader cannot write now; null: nothing stands in the way. */
  refusal: z.enum([...sendRefusals, 'not_allowed']).nullable(),
  optedOut: z.boolean(),
  /** The procedure waits for the answer, and a message can be it. */
  answerDue: z.boolean(),
  /** A question would make the case wait for the citizen. */
  mayAsk: z.boolean(),
  templates: z.array(
    z.object({ templateId: z.string(), name: Bilingual, text: z.string(), variables: z.array(z.string()) }),
  ),
});
export type Conversation = z.infer<typeof Conversation>;

const SendMessage = z
  .object({
    text: text(4000),
    purpose: z.enum(['message', 'question', 'answer']),
    template: z
      .object({ id: z.string().max(120), variables: z.record(z.string().max(20), text(500)) })
      .nullable()
      .default(null),
  })
  // A picture is a word among people; what counts as asked or answered is said.
  .refine(
    ({ text: said, purpose, template }) => purpose === 'message' || template || said === '' || saysSomething(said, 2),
    {
      path: ['text'],
      error: 'says_nothing',
    },
  );
export type SendMessage = z.infer<typeof SendMessage>;

const SentMessage = z.object({ messageId: z.string() });

const caseParams = z.object({ caseId: z.uuid() });

/** What citizens and the office write to each other in a case. */
export const messageApi = {
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
} as const;
