import { wrapUpOf } from '../../../../../server/domain/case/waiting.ts';
import { parseSop } from '../../../../../server/domain/sop/parse.ts';
import { sopText } from '../../../../support/sops.ts';
import { faultsOf } from './sop-text.ts';

/** The recap of the first procedure, whose agent takes the next call after a minute. */
const withWrapUp = (line: string): string =>
  sopText('surabaya').replace('    id: recap\n', `    id: recap\n    wrap_up: ${line}\n`);

describe('a wrap-up by the procedure', () => {
  it('has the length that its step says, and may be made longer so often', () => {
    const sop = parseSop(withWrapUp('{ ends_after: 1 min, extend_by: 30 s, extensions: 2 }'));
    const step = sop.steps.find(({ wrapUp }) => wrapUp);
    expect(step?.wrapUp).toEqual({ ms: 60_000, extendMs: 30_000, extensions: 2 });
    const runs = (verdict: string) => ({ sop: { runs: [{ step: step?.id, verdict }] } }) as never;
    expect(wrapUpOf(sop, runs('running'))).toEqual(step?.wrapUp);
    expect(wrapUpOf(sop, runs('met'))).toBeUndefined();
    expect(wrapUpOf(parseSop(sopText('surabaya')), runs('running'))).toBeUndefined();
  });

  it('is no length of working days, and that is said', () => {
    const faulty = withWrapUp('{ ends_after: 2 workdays, extend_by: 30 s, extensions: 2 }');
    expect(faultsOf(faulty).faults.map(({ en }) => en)).toEqual([expect.stringContaining('"45 s" or "2 min"')]);
  });
});
