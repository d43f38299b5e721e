import { good, told } from './sop-text.ts';

/** The procedure of two steps, with fields of its own and another first step. */
const withForm = (fields: string, step: string) =>
  good
    .replace('steps:\n', `fields:\n${fields.replace(/^/gm, '  ')}\nsteps:\n`)
    .replace(
      '    requires: [complaint, { field: address, channels: [phone] }]\n',
      step.replace(/^/gm, '    ').concat('\n'),
    );

const colour = `colour:
  type: choice
  label: { id: Warna, en: Colour }
  choices: [{ code: red, id: Merah, en: Red }, { code: green, id: Hijau, en: Green }]`;

it.each([
  [
    'a field of unknown type',
    'pole: { type: poles, label: { id: A, en: A } }',
    'requires: [pole]',
    /^11 fields\.pole\.type: Choose one of: line, text/,
  ],
  [
    'a form that suggests what it cannot hold',
    colour,
    'forms: { intake.saved: { suggests: { color: red } } }',
    /There is no field "color"\. Is "colour" meant\?/,
  ],
  [
    'a need where a choice is none',
    colour,
    'forms: { intake.saved: { asks: [colour], needs: { colour: { rad: [address] } } } }',
    /"rad" is no choice of "colour"\. Is "red" meant\?/,
  ],
  [
    'an end by no choice',
    colour,
    'closes: { field: colour, values: [green, blue] }',
    /"blue" is no choice of "colour"/,
  ],
])('%s is refused, with its line and what to do', (_, fields, step, fault) => {
  expect(told(withForm(fields, step)).join('\n')).toMatch(fault);
});

it('a form for a role that the procedure does not have is refused: nobody would see it', () => {
  const faults = told(good.replace('    actor: agent', '    actor: dispatcher')).join('\n');
  expect(faults).toMatch(/The role "dispatcher" does not stand in "roles"/);
  // What a citizen does is written down by an agent, whom this procedure does not have.
  const text = good
    .replace('  agent: { id: Petugas, en: Officer, column: Petugas }\n', '  head: { id: Kepala, en: Head }\n')
    .replace('    actor: agent', '    actor: citizen')
    .replaceAll('to: [agent]', 'to: [head]');
  expect(told(text).join('\n')).toMatch(/is for the role "agent", which does not stand in "roles": nobody sees it/);
});

it('a citizen’s own data is not asked for in a duty of the office, which has no citizen', () => {
  const duty = `  - number: 3
    id: duty
    name: { id: Tugas, en: Duty }
    actor: agent
    scope: day
    starts: [daily_report.due]
    ends: [daily_report.made]
    requires: [remark, nik]
    forms: { daily_report.made: { asks: [secret] } }
    next: [{ to: end, on: daily_report.made }]
    source: { line: 5 }
`;
  const fields = 'fields:\n  secret: { type: line, label: { id: A, en: A }, sealed: true }\nsteps:\n';
  const faults = told(good.replace('steps:\n', fields) + duty);
  expect(faults).toEqual([
    expect.stringMatching(/requires\.1: "nik" is a citizen's own/),
    expect.stringMatching(/asks\.0: "secret" is a citizen's own/),
  ]);
});
