import { z } from 'zod';
import { deliveryStatuses, type MessageChannel } from '../port.ts';

const id = z.string().regex(/^[\w.:-]{1,128}$/);
const address = z.string().trim().min(1).max(200);
const moment = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const media = z.object({
  url: z.url({ protocol: /^https?$/ }).max(2000),
  contentType: z.string().regex(/^[\w.+-]{1,100}\/[\w.+-]{1,100}$/),
});

/** What a bridge posts to `/messages`. Fields that are not listed are passed over. */
export const messageSchema = (channels: readonly MessageChannel[]) =>
  z.object({
    id,
    channel: z.enum(channels),
    from: address,
    to: address,
    text: z.string().max(20_000),
    media: z.array(media).max(20).default([]),
    at: moment,
  });

/** What a bridge posts to `/status`: which message, by our id or by the reference it gave us. */
export const statusSchema = z
  .object({
    messageId: id.nullish(),
    reference: z.string().min(1).max(200).nullish(),
    status: z.enum(deliveryStatuses),
    at: moment,
    errorCode: z.string().max(100).nullish(),
  })
  .refine((report) => report.messageId ?? report.reference, { path: ['messageId'], error: 'messageId or reference' });

/** What a bridge may answer to a message of ours. */
export const answerSchema = z.object({
  reference: z.string().min(1).max(200).optional(),
  code: z.union([z.string().max(100), z.number()]).optional(),
});
