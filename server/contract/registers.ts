import { z } from 'zod';
import { Bilingual } from './primitives.ts';
import { route } from './route.ts';

/** Whoever answers for the office's correspondence; what a reader may not read is left out of the rows. */
const readers = ['secretary', 'supervisor', 'coordinator', 'head'] as const;
const Day = z.iso.date();
const Register = z.string().regex(/^[a-z][a-z0-9-]{0,29}$/);

export const registerApi = {
  registers: route({
    method: 'get',
    path: '/api/registers',
    summary: 'The registers in which papers are numbered, such as the register book and that of improvements',
    roles: readers,
    response: z.object({ registers: z.array(z.object({ register: z.string(), title: Bilingual })) }),
  }),
  takeRegister: route({
    method: 'post',
    path: '/api/registers/{register}',
    summary: 'A register over some days, both included, as PDF/A or for a calculating program; an entry of the audit',
    roles: readers,
    grave: true,
    params: z.object({ register: Register }),
    body: z
      .object({ from: Day, until: Day, format: z.enum(['pdf', 'xlsx']) })
      .refine(({ from, until }) => from <= until, { path: ['until'], message: 'invalid' }),
    response: null,
    sends: 'application/pdf',
  }),
} as const;
