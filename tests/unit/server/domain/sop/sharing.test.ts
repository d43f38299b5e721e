import { parseSop } from '../../../../../server/domain/sop/parse.ts';
import { verdictOf } from '../../../../../server/domain/sop/verdict.ts';
import { shipped } from '../../../../support/sops.ts';
import { good, told } from './sop-text.ts';
import { play, sopOf } from './support.ts';

/** The citizen's side of the first step, before it. */
const side = (lines: string) =>
  good.replace(
    'steps:\n',
    `steps:
  - number: 3
    id: side
    name: { id: Sisi, en: Side }
    actor: citizen
${lines.replace(/^/gm, '    ')}
    next:
      - { to: second, on: intake.saved }
    source: { line: 2, text: Sisi, time: "30" }
`,
  );
const same = `starts: [call.offered, { on: call.answered, when: live }]
ends: [intake.saved]
drops: [offer.lapsed]`;

describe('a step that shares the time of another', () => {
  it('is drawn, and only the other one runs', () => {
    const sop = parseSop(side(`shares: first\n${same}`));
    expect(sop.steps.map(({ id, shares, budget }) => [id, shares, budget?.amount ?? null])).toEqual([
      ['side', 'first', null],
      ['first', null, 30_000],
      ['second', null, 2],
    ]);
    const { state } = play(sop, ['call.offered@0', 'intake.saved@31000', 'solution.not_found@32000']);
    expect(state.runs.map(({ step, verdict }) => `${step} ${verdict}`)).toEqual(['first breached', 'second met']);
    // It was not skipped: its promise is told where it is counted.
    expect(verdictOf(sop, state).skipped).toEqual([]);
  });

  it.each([
    [
      'that is not there',
      `shares: frist\n${same}`,
      /15 steps\.0\.shares: There is no step "frist"\. Is "first" meant\?/,
    ],
    ['that begins otherwise', `shares: first\n${same.replace('call.offered, ', '')}`, /begins and ends by the same/],
    ['that ends otherwise', `shares: first\n${same.replace('intake.saved]', 'intake.saved, call.held]')}`, /same/],
    ['beside a time of its own', `shares: first\nbudget: 5 s\nclock: call\n${same}`, /has no "budget" of its own/],
    ['that is itself', `shares: side\n${same}`, /begins and ends by the same/],
    ['that is dropped otherwise', `shares: first\n${same.replace('offer.lapsed', 'call.ended')}`, /begins and ends by/],
    ['that is not there, and called nearly as itself', `shares: sidee\n${same}`, /"sidee"\. Name one that exists/],
  ])('is refused where it names one %s', (_, lines, fault) => {
    expect(told(side(lines)).join('\n')).toMatch(fault);
  });

  it('may name the same events in another order', () => {
    const turned = same.replace(/starts: \[(.*), (\{.*\})\]/, 'starts: [$2, $1]');
    expect(turned).not.toBe(same);
    expect(parseSop(side(`shares: first\n${turned}`)).steps[0]?.shares).toBe('first');
  });

  it('is refused where nobody counts the other one: without a time, with another’s, or at no step', () => {
    const untimed = side(`shares: first\n${same}`).replace(/ {4}budget: 30 s\n[\s\S]*? {4}per/, '    per');
    expect(told(untimed)).toEqual([expect.stringContaining('15 steps.0.shares: This step shares the time of "first"')]);
    const chain = side(`shares: first\n${same}`).replace(
      '    per: offerId\n',
      '    per: offerId\n    shares: second\n',
    );
    expect(told(chain)).toEqual([
      expect.stringContaining('steps.0.shares: This step shares the time of "first"'),
      expect.stringContaining('steps.1.shares: This step shares the time of "second"'),
    ]);
    const begin =
      '  - { number: 9, id: begin, kind: start, name: { id: M, en: S }, next: [{ to: first, on: call.offered }], source: { line: 2 } }\n';
    for (const name of ['begin', 'begn'])
      expect(told(side(`shares: ${name}\n${same}`) + begin)).toEqual([
        expect.stringContaining(`15 steps.0.shares: There is no step "${name}". Name one that exists`),
      ]);
  });

  it('is in Depok one promise of five minutes from the ring to the first written word', () => {
    const depok = shipped('depok');
    const [tell, take] = depok.steps;
    expect(tell?.shares).toBe(take?.id);
    const late = play(depok, ['call.arrived@0', 'call.answered@5000', 'intake.started@300001']);
    expect(late.alerts).toEqual(['warning 75 % 225000', 'breach 100 % 300000']);
    expect(late.state.runs[0]).toMatchObject({ step: take?.id, verdict: 'breached' });
    // Cut before a word was written: somebody still has work with it.
    const cut = play(depok, ['call.arrived@0', 'call.answered@5000', 'call.ended@20000']);
    expect(cut.state.runs).toMatchObject([{ step: take?.id, verdict: 'running' }]);
  });
});

describe('what the citizen was asked for', () => {
  const sop = sopOf({ starts: [{ on: 'photo.needed' }], ends: ['photo.received'], pauses: ['citizen'] });

  it('stops the clock from the asking to the reply, and a photo is a reply', () => {
    const waited = play(sop, ['photo.needed@0', 'photo.received@900000']);
    expect(waited.alerts).toEqual([]);
    expect(waited.run).toMatchObject({ verdict: 'met', spent: 0 });
    const replied = play(sop, ['photo.needed@0', 'citizen.replied@900000', 'photo.received@901001']);
    expect(replied.run).toMatchObject({ verdict: 'breached', spent: 1_001 });
  });

  it.each(['photo.received', 'photo.not_needed', 'citizen.replied'])('is awaited no more after %s', (event) => {
    const other = sopOf(
      { starts: [{ on: 'photo.needed' }], ends: ['photo.received'], drops: ['photo.not_needed'], pauses: ['citizen'] },
      { id: 'b', starts: [{ on: 'go' }], pauses: ['citizen'] },
    );
    const { state } = play(other, ['go@0', 'photo.needed@100', `${event}@5000`, 'done@5500']);
    expect(state.awaiting).toBe(false);
    expect(state.runs.find(({ step }) => step === 'b')).toMatchObject({ verdict: 'met', spent: 600 });
  });
});
