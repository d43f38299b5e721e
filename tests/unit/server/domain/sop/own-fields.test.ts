import { parseSop } from '../../../../../server/domain/sop/parse.ts';
import { good, told } from './sop-text.ts';

const named = (name: string, type: string, more = '') =>
  `${good}fields:\n  ${name}: { type: ${type}, label: { id: Isian, en: Own }${more} }\n`;
const own = (type: string, more = '') => named('own', type, more);
const fieldOf = (text: string, name = 'own') => parseSop(text).fields[name];

describe('a field of a procedure’s own', () => {
  it('has its choices under their names, and none where it is no choice', () => {
    const choices = '[{ code: a, id: Satu, en: One }, { code: b, id: Dua, en: Two }]';
    expect(fieldOf(own('choice', `, choices: ${choices}`))).toMatchObject({
      choices: [
        { code: 'a', name: { id: 'Satu', en: 'One' } },
        { code: 'b', name: { id: 'Dua', en: 'Two' } },
      ],
    });
    expect(fieldOf(own('line', ', help: { id: Bantu, en: Help }'))).toMatchObject({
      choices: [],
      help: { id: 'Bantu', en: 'Help' },
    });
  });

  it.each(['line', 'text', 'place'])('may be shorter than usual, as a %s', (type) => {
    expect(fieldOf(own(type, ', max: 20'))).toMatchObject({ max: 20, min: null });
  });

  it.each<[string, number, number | null]>([
    [', max: 20', 20, null],
    [', min: -3', 1_000_000_000, -3],
    [', min: 3, max: 3', 3, 3],
  ])('of numbers has either bound or both: %s', (bounds, max, min) => {
    expect(fieldOf(own('number', bounds))).toMatchObject({ max, min });
  });

  it('may be said to be open where nothing of its nature is private', () => {
    expect(fieldOf(own('line', ', sealed: false, personal: false'))).toMatchObject({ sealed: false, personal: false });
  });

  it.each<[string, string]>([
    [own('yesno', ', sealed: true'), 'own.sealed: A field of type yesno cannot be sealed.'],
    [own('date', ', max: 5'), 'own.max: A field of type date has no "max".'],
    [own('line', ', min: 3'), 'own.min: A field of type line has no "min".'],
    [own('number', ', min: 9, max: 3'), 'own.min: "min" is above "max".'],
    [own('choice', ', catalogue: Kinds'), 'own.catalogue: Use lower case and underscores only'],
    [own('choice', ', choices: [{ code: A, id: A, en: A }]'), 'own.choices.0.code: A code is written with lower case'],
    [own('choice'), 'own: The choice "own" has nothing to choose from.'],
    [named('nik', 'line'), 'nik.type: The field "nik" is known already, as a nik.'],
    [own('phone', ', sealed: false'), 'own: "own" tells who a citizen is'],
  ])('with a fault is refused, and its place named', (text, fault) => {
    expect(told(text)).toEqual([expect.stringMatching(new RegExp(`^42 fields\\.${fault}`))]);
  });

  it('may call what the system chooses by another name, and its choices stay', () => {
    const via = fieldOf(named('via', 'choice'), 'via');
    expect(via).toMatchObject({ label: { id: 'Isian', en: 'Own' } });
    expect(via?.choices.map(({ code }) => code)).toEqual(['message', 'call', 'letter']);
  });
});

describe('who sees what a step asks for', () => {
  /** What comes to a counter and is seen by a head alone. */
  const counter = (actor: string, more: string) => `id: own
version: "1"
issuer: Kelurahan
document: { file: own.pdf, number: null, created: null, revised: null }
title: { id: Aduan, en: Complaint }
channels: [walk_in]
roles:
  citizen: { id: Warga, en: Citizen }
  system: { id: Sistem, en: System }
  head: { id: Lurah, en: Head }
steps:
  - number: 1
    id: take
    name: { id: Terima, en: Take }
    actor: ${actor}
${more}    starts: [report.received]
    ends: [report.accepted]
    next: [{ to: end, on: report.accepted }]
    source: { line: 1 }
`;

  it.each<[string, string, string]>([
    ['whoever does it', 'head', '    requires: [remark]\n'],
    [
      'whoever takes part, where nobody writes for the citizen',
      'citizen',
      '    with: [head]\n    requires: [remark]\n',
    ],
    ['nobody, where nothing is asked', 'citizen', ''],
  ])('is %s', (_, actor, more) => {
    expect(() => parseSop(counter(actor, more))).not.toThrow();
  });

  it.each(['citizen', 'system'])('is an agent where it is done by the %s, and there must be one', (actor) => {
    expect(told(counter(actor, '    requires: [remark]\n'))).toEqual([
      expect.stringMatching(/^15 steps\.0\.actor: The form of this step is for the role "agent"/),
    ]);
  });

  it.each<[string, string]>([
    ['    requires: [remrk]\n', 'requires.0: There is no field "remrk". Is "remark" meant?'],
    [
      '    forms: { report.accepted: { requires: [remark, nik] } }\n',
      'forms.report.accepted.requires.1: "nik" is a citizen\'s own',
    ],
  ])('is nobody where a duty of the office asks for a citizen’s own: %s', (more, fault) => {
    expect(told(counter('head', `    scope: day\n${more}`))).toEqual([expect.stringContaining(` steps.0.${fault}`)]);
  });
});
