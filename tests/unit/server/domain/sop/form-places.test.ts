import { parseSop } from '../../../../../server/domain/sop/parse.ts';
import { good, told, withStep } from './sop-text.ts';

/** The first step with more in it, after its 24th line. */
const first = (more: string) => good.replace('    requires: [', `${more.replace(/^/gm, '    ')}\n    requires: [`);
const form = (of: string) => first(`forms: { intake.saved: { ${of} } }`);
/** A field with two choices. */
const withColour = (text: string) =>
  `${text}fields:\n  colour: { type: choice, label: { id: W, en: C }, choices: [{ code: red, id: M, en: Red }, { code: blue, id: B, en: Blue }] }\n`;
/** A third step that starts as it is said, and tells the citizen something. */
const third = (starts: string, more: string) =>
  withStep(`    starts: ${starts}\n    ends: [answer.sent]\n${more}    next: [{ to: end, on: answer.sent }]`).replace(
    '{ to: end, on: solution.not_found }',
    '{ to: third, on: solution.not_found }',
  );

describe('a fault of what a step asks for names the very place', () => {
  it.each<[string, string]>([
    [form('requires: [remark, remrk]'), 'steps.0.forms.intake.saved.requires.1: There is no field "remrk".'],
    [form('asks: [remark, remrk]'), 'steps.0.forms.intake.saved.asks.1: There is no field "remrk".'],
    [form('needs: { knd: { complaint: [reason] } }'), 'steps.0.forms.intake.saved.needs.knd: There is no field "knd".'],
    [
      form('needs: { kind: { complaint: [reason, remrk] } }'),
      'steps.0.forms.intake.saved.needs.kind.complaint.1: There is no field "remrk".',
    ],
    [
      withColour(form('needs: { colour: { rad: [reason] } }')),
      'steps.0.forms.intake.saved.needs.colour: "rad" is no choice of "colour". Is "red" meant?',
    ],
    [form('suggests: { remrk: x }'), 'steps.0.forms.intake.saved.suggests.remrk: There is no field "remrk".'],
    [
      first('forms: { case.archived: { asks: [remark] } }'),
      'steps.0.forms.case.archived: "case.archived" does not end this step.',
    ],
  ])('%#', (text, fault) => {
    expect(told(text)).toEqual([expect.stringContaining(`25 ${fault}`)]);
  });

  it.each<[string, string]>([
    ['field: dispositon, values: [prank]', 'closes.field: There is no field "dispositon". Is "disposition" meant?'],
    ['field: confirmed, values: [yes, ya]', 'closes.values: "ya" is no choice of "confirmed". Is "yes" meant?'],
    ['field: confirmed, values: [not]', 'closes.values: "not" is no choice of "confirmed". Is "no" meant?'],
    ['field: disposition, values: [prank], drops: [prank, ghost]', 'closes.drops.1: "ghost" closes no ticket.'],
  ])('also of what closes a ticket: %s', (closes, fault) => {
    const quoted = closes.replaceAll(/\b(yes|ya|not)\b/g, '"$1"');
    expect(told(first(`closes: { ${quoted} }`))).toEqual([expect.stringContaining(`25 steps.0.${fault}`)]);
  });

  it('also of whoever may end a case before its time', () => {
    const text = `${good}closings: [{ as: junk, by: [agent, head] }]\n`;
    expect(told(text)).toEqual([expect.stringContaining('closings.0.by.1: The role "head" does not stand')]);
  });
});

describe('a start that holds only while another step runs', () => {
  const during = (step: string) => good.replace('when: live }', `while: ${step} }`);

  it('names a step that there is', () => {
    expect(parseSop(during('second')).steps[0]?.starts[1]).toEqual({ on: 'call.answered', while: 'second' });
    expect(told(during('secnd'))).toEqual([
      expect.stringContaining('22 steps.0.starts.1.while: There is no step "secnd". Is "second" meant?'),
    ]);
  });
});

describe('a form is of an event that may happen in its step', () => {
  it.each<[string, string]>([
    ['that starts it', third('[solution.not_found]', '    forms: { solution.not_found: { asks: [remark] } }\n')],
    [
      'that starts it under a condition',
      third('[{ on: solution.not_found, when: offline }]', '    forms: { solution.not_found: { asks: [remark] } }\n'),
    ],
    [
      'that starts the step after it',
      form('asks: [remark]')
        .replace('{ intake.saved: {', '{ recap.saved: {')
        .replace('{ to: second, on: intake.saved }', '{ to: second, on: intake.saved, by: recap.saved }')
        .replace('starts: [intake.saved]', 'starts: [recap.saved, call.queued]'),
    ],
    [
      'by which the citizen is asked, and replies, where that stops its clock',
      first('pauses: [citizen]\nforms: { citizen.asked: { asks: [remark] }, citizen.replied: { asks: [remark] } }'),
    ],
  ])('%s', (_, text) => {
    expect(() => parseSop(text)).not.toThrow();
  });

  it.each<[string, string]>([
    ['[citizen]', 'case.archived'],
    ['[hold]', 'citizen.asked'],
  ])('and of no other one: where %s stops it, not of %s', (pauses, event) => {
    const text = first(`pauses: ${pauses}\nforms: { ${event}: { asks: [remark] } }`);
    expect(told(text)).toEqual([expect.stringContaining(`26 steps.0.forms.${event}: "${event}" does not end this`)]);
  });
});

describe('a paper by which a step ends', () => {
  const paper = (of: string, more = '') => third('[solution.not_found]', `    papers: [${of}]\n${more}`);
  const notice = '{ paper: notice, on: answer.sent }';

  it('is kept with its stage and with the way in which the citizen is told', () => {
    const { steps } = parseSop(paper(`${notice}, { paper: letter, on: answer.sent, at: sent, via: call }`));
    expect(steps[2]?.papers).toEqual([
      { paper: 'notice', on: 'answer.sent', at: 'signed' },
      { paper: 'letter', on: 'answer.sent', at: 'sent', via: 'call' },
    ]);
    expect(steps[0]).not.toHaveProperty('papers');
  });

  it.each<[string, string]>([
    ['{ paper: notice, on: answer.snt }', '0.on: This step does not end by "answer.snt", done by somebody.'],
    ['{ paper: notice, on: solution.saved }', '0.on: This step does not end by "solution.saved"'],
    [`${notice}, { paper: letter, on: answer.sent, via: letter }`, '1.via: In this step nobody is told by "letter".'],
  ])('%s is refused', (papers, fault) => {
    expect(told(paper(papers))).toEqual([expect.stringContaining(`47 steps.2.papers.${fault}`)]);
  });

  it('does not end it by what nobody does, or tell anybody by what tells nothing', () => {
    const cut = paper('{ paper: notice, on: call.ended, via: call }').replace(
      '[answer.sent]',
      '[answer.sent, call.ended]',
    );
    expect(told(cut)).toEqual([
      expect.stringContaining('steps.2.papers.0.on: This step does not end by "call.ended", done by somebody.'),
      expect.stringContaining('steps.2.papers.0.via: In this step nobody is told by "call".'),
    ]);
    const accepted = paper('{ paper: notice, on: report.accepted, via: call }').replaceAll(
      'answer.sent',
      'report.accepted',
    );
    expect(told(accepted)).toEqual([expect.stringContaining('steps.2.papers.0.via: In this step nobody is told')]);
  });

  it('is one that the office has, where its papers are known', () => {
    const begin =
      '  - { number: 9, id: begin, kind: start, name: { id: M, en: S }, next: [{ to: first, on: call.offered }], source: { line: 2 } }\n';
    const text = paper(`${notice}, { paper: lettre, on: answer.sent }`) + begin;
    expect(() => parseSop(text)).not.toThrow();
    expect(() => parseSop(text, 'office.yaml', ['lettre', 'notice'])).not.toThrow();
    expect(() => parseSop(text, 'office.yaml', ['letter', 'notice'])).toThrow(
      /steps\.2\.papers\.1\.paper\n.*\n.*There is no paper "lettre"\. Did you mean "letter"\?$/,
    );
  });
});
