import fc from 'fast-check';
import { mayReadByToken } from '../../../../../server/app/people/policies.ts';
import { caseKeys, figureReports } from '../../../../../server/contract/figures.ts';
import { tokenReports } from '../../../../../server/contract/token-reports.ts';

const token = (reports: readonly (typeof tokenReports)[number][]) => ({ tokenId: 'token', reports });

it('a token reads what stands on it and nothing else, and never by the names of people', () => {
  fc.assert(
    fc.property(
      fc.subarray([...tokenReports]),
      fc.oneof(fc.constantFrom(...figureReports), fc.string()),
      fc.option(fc.constantFrom(...caseKeys, 'queue'), { nil: undefined }),
      fc.option(fc.uuid(), { nil: undefined }),
      (reports, report, by, agent) => {
        const named = by === 'agent' || by === 'official' || agent !== undefined;
        const stands = (reports as readonly string[]).includes(report);
        expect(mayReadByToken(token(reports), { report, by, agent })).toBe(stands && !named);
      },
    ),
  );
});

it('no token can be made for reports that are of people', () => {
  const left = figureReports.filter((report) => !(tokenReports as readonly string[]).includes(report));
  expect(left).toEqual(['agents', 'satisfaction']);
});
