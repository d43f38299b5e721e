import { z } from 'zod';
import { line } from './case.ts';
import { Moment } from './primitives.ts';
import { route } from './route.ts';
import { tokenDays, tokenReports } from './token-reports.ts';

const Reports = z
  .array(z.enum(tokenReports))
  .min(1, 'required')
  .max(tokenReports.length)
  .refine((names) => new Set(names).size === names.length, 'invalid');

/** A key by which another program reads figures. Moments in epoch ms. */
export const ReportTokenCard = z.object({
  tokenId: z.uuid(),
  name: z.string(),
  /** How it begins, to be told from others; nobody gets in by it. */
  prefix: z.string(),
  reports: z.array(z.enum(tokenReports)).readonly(),
  addedByName: z.string(),
  addedAt: Moment,
  expiresAt: Moment,
  /** When it last read, to the minute; null: never yet. */
  usedAt: Moment.nullable(),
  /** Null: it was not revoked. */
  revokedAt: Moment.nullable(),
  /** Whether it still opens anything. */
  live: z.boolean(),
});
export type ReportTokenCard = z.infer<typeof ReportTokenCard>;

const managers = ['admin'] as const;
/** That are neither revoked nor expired: more than any office has programs. */
export const reportTokensAtMost = 100;

export const reportTokenApi = {
  reportTokens: route({
    method: 'get',
    path: '/api/report-tokens',
    summary: 'API tokens by which other programs read figures; of those that are over the ones of the last 90 days',
    roles: managers,
    response: z.object({ tokens: z.array(ReportTokenCard) }),
  }),
  addReportToken: route({
    method: 'post',
    path: '/api/report-tokens',
    summary: 'An API token for some reports; it is told this once and lasts a year, or as many days as are said',
    roles: managers,
    grave: true,
    body: z.object({
      name: line(60).min(1, 'required'),
      reports: Reports,
      days: z
        .number('number_invalid')
        .int('number_invalid')
        .min(tokenDays.least, 'out_of_range')
        .max(tokenDays.most, 'out_of_range')
        .default(tokenDays.usual),
    }),
    response: z.object({ tokenId: z.uuid(), token: z.string(), expiresAt: Moment }),
  }),
  revokeReportToken: route({
    method: 'delete',
    path: '/api/report-tokens/{tokenId}',
    summary: 'Revoke an API token: it reads nothing more from now on',
    roles: managers,
    params: z.object({ tokenId: z.uuid() }),
    response: null,
  }),
} as const;
