import { z } from 'zod';
import { line, text } from './case.ts';
import { Bilingual } from './primitives.ts';
import { route } from './route.ts';

/** What can be reported, and what its citizen is told of it first. */
export const LaporChoices = z.object({
  services: z.array(
    z.object({
      id: z.string(),
      name: Bilingual,
      /** Null: nothing is stated. */
      basis: z.object({ text: Bilingual, consent: z.boolean() }).nullable(),
      subjects: z.array(z.object({ code: z.string(), name: Bilingual })),
    }),
  ),
  /** Shown with the report; it says when the form was opened. */
  form: z.string(),
});
export type LaporChoices = z.infer<typeof LaporChoices>;

const Report = z.object({
  form: z.string().max(1_000),
  serviceId: line(40).min(1, 'required'),
  /** Of the service's subjects; empty: none chosen. */
  subject: line(60).default(''),
  name: line(120).default(''),
  /** A telephone number or an e-mail address. */
  contact: line(254).min(1, 'required'),
  place: line(300).default(''),
  text: text(4_000).min(1, 'required'),
  consent: z.boolean().default(false),
  /** No person sees this field. */
  website: z.string().max(500).default(''),
});

const LaporMade = z.object({
  ticketNumber: z.string(),
  /** For photos, as of `lacak`. */
  pass: z.string(),
  /** How it is followed on /lacak: by the end of the telephone number, or by a code sent to the e-mail address; null: not at all. */
  followedBy: z.enum(['digits', 'mail']).nullable(),
});
export type LaporMade = z.infer<typeof LaporMade>;

export const laporApi = {
  laporChoices: route({
    method: 'get',
    path: '/api/lapor',
    summary: 'For a citizen: what can be reported by the web form',
    roles: 'public',
    response: LaporChoices,
  }),
  lapor: route({
    method: 'post',
    path: '/api/lapor',
    summary: 'For a citizen: a report by the web form; under the same idempotency key it is the same report',
    roles: 'public',
    body: Report,
    response: LaporMade,
  }),
} as const;
