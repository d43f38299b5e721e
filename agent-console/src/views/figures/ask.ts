import type { QueryInput, Response } from '../../../../server/contract/api.ts';
import { useWorkplace } from '../shared/context.tsx';
import { type Wanted, wholeOnly } from './figures-filter.tsx';

/** A report as it was answered. */
export type Told =
  | { readonly of: 'calls'; readonly report: Response<'callReport'> }
  | { readonly of: 'heat'; readonly report: Response<'heatReport'> }
  | { readonly of: 'cases'; readonly report: Response<'caseReport'> }
  | { readonly of: 'open'; readonly report: Response<'openCaseReport'> }
  | { readonly of: 'messages'; readonly report: Response<'messageReport'> }
  | { readonly of: 'steps'; readonly report: Response<'stepReport'> }
  | { readonly of: 'agents'; readonly report: Response<'agentReport'> }
  | { readonly of: 'satisfaction'; readonly report: Response<'satisfaction'> }
  | { readonly of: 'ikm'; readonly report: Response<'ikm'> };

export const askedOf = ({ report, from, to, interval, by, threshold, service }: Wanted) => ({
  // What is told of the whole is not refused for an interval that nobody sees.
  ...{ from, to, interval: wholeOnly.includes(report) ? 'day' : interval, threshold, ...keyOf(by) },
  ...(service && { service: service.id }),
});

type CaseKey = NonNullable<QueryInput<'caseReport'>['by']>;
const keyOf = (by: Wanted['by']): { by: CaseKey; field?: string } =>
  by.startsWith('field:') ? { by: 'field', field: by.slice('field:'.length) } : { by: by as CaseKey };

/** Asks for the report that is wanted. */
export function useAsk(): (wanted: Wanted) => Promise<Told> {
  const { rest } = useWorkplace().desk;
  return async (wanted) => {
    const { by, field, threshold, ...query } = askedOf(wanted);
    const byCase = { ...query, by, ...(field !== undefined && { field }) };
    switch (wanted.report) {
      case 'calls':
        return {
          of: 'calls',
          report: await rest.call('callReport', { query: { ...query, threshold, by: by as 'service' } }),
        };
      case 'heat':
        return { of: 'heat', report: await rest.call('heatReport', { query: { ...query, threshold } }) };
      case 'cases':
        return { of: 'cases', report: await rest.call('caseReport', { query: byCase }) };
      case 'open':
        return { of: 'open', report: await rest.call('openCaseReport', { query: byCase }) };
      case 'messages':
        return {
          of: 'messages',
          report: await rest.call('messageReport', { query: { ...query, by: by as 'service' } }),
        };
      case 'steps':
        return { of: 'steps', report: await rest.call('stepReport', { query }) };
      case 'agents':
        return { of: 'agents', report: await rest.call('agentReport', { query }) };
      case 'ikm':
        return { of: 'ikm', report: await rest.call('ikm', { query: { from: query.from, until: query.to } }) };
      case 'satisfaction':
        return {
          of: 'satisfaction',
          report: await rest.call('satisfaction', { query: { from: query.from, until: query.to } }),
        };
    }
  };
}
