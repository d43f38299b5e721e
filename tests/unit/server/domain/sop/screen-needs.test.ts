import { faultTexts } from '../../../../../server/domain/sop/faults.ts';
import type { RawRow } from '../../../../../server/domain/sop/schema.ts';
import { screenFaults } from '../../../../../server/domain/sop/screen-needs.ts';

type Row = Partial<Record<'kind' | 'scope' | 'actor', string>> & {
  readonly starts?: readonly (string | { readonly on: string })[];
  readonly ends?: readonly string[];
  readonly drops?: readonly string[];
};
const row = (of: Row) =>
  ({ scope: 'case', actor: 'agent', starts: [], ends: [], drops: [], ...of }) as unknown as RawRow;
const faults = (...rows: readonly Row[]) => screenFaults({ channels: ['sms', 'phone'] }, rows.map(row));
const found = (text: ReturnType<typeof faultTexts.cut_call_lost>) => ({ path: ['channels', 1], text });
const unwritten = found(faultTexts.nothing_written_down());
const unworked = found(faultTexts.answered_call_unworked());
const lost = found(faultTexts.cut_call_lost());

const takes = { starts: ['call.answered'], ends: ['intake.saved'] };

describe('a procedure that takes calls', () => {
  it.each<[string, readonly Row[], readonly unknown[]]>([
    ['writes down what was said, and goes on after it', [takes], []],
    ['says by which condition a step begins', [{ ...takes, starts: [{ on: 'call.answered' }] }], []],
    ['never writes anything down', [{ starts: ['call.answered'] }], [unwritten]],
    [
      'writes down only what no case is about',
      [{ starts: ['call.answered'] }, { ...takes, scope: 'day' }],
      [unwritten],
    ],
    ['promises about the whole that it is', [{ starts: ['call.answered'] }, { ...takes, kind: 'total' }], [unwritten]],
    ['lets the citizen alone write', [{ ...takes, actor: 'citizen' }], [unworked]],
    ['lets the system alone write', [{ ...takes, actor: 'system' }], [unworked]],
    ['has nobody who works after the answer', [{ starts: ['call.queued'], ends: ['intake.saved'] }], [unworked]],
    ['loses a call that is cut', [{ ...takes, drops: ['call.ended'] }], [lost]],
    ['takes a cut call for done', [{ ...takes, ends: ['intake.saved', 'call.ended'] }], [lost]],
    [
      'answers, and does nothing with it',
      [{ starts: ['call.offered'], ends: ['call.answered', 'intake.saved'] }],
      [lost],
    ],
    ['wraps up a cut call', [{ ...takes, drops: ['call.ended'] }, { starts: ['call.ended'] }], []],
    [
      'lets the system wrap it up',
      [
        { ...takes, drops: ['call.ended'] },
        { starts: ['call.ended'], actor: 'system' },
      ],
      [lost],
    ],
  ])('%s', (_, rows, expected) => {
    expect(faults(...rows)).toEqual(expected);
  });

  it('is not asked of one that takes none', () => {
    expect(screenFaults({ channels: ['sms'] }, [])).toEqual([]);
  });
});
