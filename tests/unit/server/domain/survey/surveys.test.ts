import { readFileSync } from 'node:fs';
import { parseSurveys } from '../../../../../server/domain/service/survey-file.ts';
import { FileFault } from '../../../../../server/domain/shared/file-fault.ts';
import { isAskable, questionsBy } from '../../../../../server/domain/survey/survey.ts';
import { questionWord, readQuestionWord, surveyValueOf } from '../../../../../telephony/survey.ts';

const services = [
  { id: 'hotline', channel: 'phone', gateway: null },
  { id: 'depok', channel: 'phone', gateway: null },
  { id: 'sms', channel: 'sms', gateway: 'sms' },
  { id: 'whatsapp', channel: 'whatsapp', gateway: 'whatsapp' },
  { id: 'quiet', channel: 'sms', gateway: null },
  { id: 'website', channel: 'website', gateway: 'pages' },
] as const;
const file = (questions: string, asking: string) => `questions:\n${questions}\nservices:\n${asking}\n`;
const one = '  - { key: staff, version: "1", text: { id: Petugas?, en: Staff? } }';
const two = '  - { key: result, version: "2", text: { id: Hasil?, en: Result? } }';
const three = '  - { key: place, version: "1", text: { id: Tempat?, en: Place? } }';

/** Line and English words of what is wrong. */
function faults(text: string): string[] {
  try {
    parseSurveys(text, 'surveys.yaml', services);
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    for (const fault of error.faults) expect(fault.id).not.toBe(fault.en);
    return error.faults.map(({ line, en }) => `${line}: ${en}`);
  }
  return [];
}

describe('what an office asks its citizens', () => {
  it('is told by service and way, in both languages, with the four answers of Permenpan-RB 14/2017', () => {
    const surveys = parseSurveys(
      file(`${one}\n${two}`, '  - { service: depok, asks: [result, staff], by: [call, page] }'),
      'surveys.yaml',
      services,
    );
    const survey = surveys.get('depok');
    expect(survey?.questions.map(({ key, version }) => [key, version])).toEqual([
      ['result', '2'],
      ['staff', '1'],
    ]);
    expect(survey?.questions[0]?.values.map(({ id }) => id)).toEqual([
      'Tidak baik',
      'Kurang baik',
      'Baik',
      'Sangat baik',
    ]);
    expect(surveys.get('hotline')).toBeUndefined();
    expect(questionsBy(survey && { survey }, 'page')).toHaveLength(2);
    expect(questionsBy(survey && { survey }, 'message')).toEqual([]);
    expect(questionsBy({}, 'page')).toEqual([]);
    expect(questionsBy(undefined, 'call')).toEqual([]);
  });

  it('may be nothing at all', () => {
    for (const text of ['', 'questions: []\n', file(one, '  []')])
      expect(parseSurveys(text, 'surveys.yaml', services).size).toBe(0);
  });

  it('may be the nine questions of the public satisfaction survey, of known services, each once', () => {
    const surveys = parseSurveys(
      `${file(one, '  - { service: sms, asks: [staff], by: [page] }')}ikm: [sms, depok]\n`,
      'f',
      services,
    );
    expect([...surveys].map(([id, { ikm, questions }]) => [id, ikm, questions.length])).toEqual([
      ['depok', true, 0],
      ['sms', true, 1],
    ]);
    expect(faults('ikm: [sms, depok, desk, sms]\n')).toEqual([
      expect.stringMatching(/^1: there is no desk/),
      expect.stringMatching(/^1: sms/),
    ]);
  });

  it('may have answers in words of its own, four of them', () => {
    const own = (values: string) =>
      file(`  - { key: staff, version: "1", text: { id: A, en: B }, values: [${values}] }`, '  []');
    const value = (name: string) => `{ id: ${name}, en: ${name} }`;
    expect(faults(own(['a', 'b', 'c', 'd'].map(value).join(', ')))).toEqual([]);
    expect(faults(own(['a', 'b', 'c'].map(value).join(', ')))[0]).toMatch(/^2: questions\.0\.values/);
  });

  it.each([
    [
      'three questions',
      `${one}\n${two}\n${three}`,
      '{ service: hotline, asks: [staff, result, place], by: [page] }',
      /^6: 3 questions: write one or two/,
    ],
    ['no question', one, '{ service: hotline, asks: [], by: [page] }', /^4: 0 questions/],
    [
      'an unknown question',
      one,
      '{ service: hotline, asks: [smile], by: [page] }',
      /^4: there is no smile; there are: staff/,
    ],
    ['a question twice', one, '{ service: hotline, asks: [staff, staff], by: [page] }', /^4: staff is written twice/],
    ['a key twice', `${one}\n${one}`, '{ service: hotline, asks: [staff], by: [page] }', /^3: staff is written twice/],
    ['an unknown service', one, '{ service: fax, asks: [staff], by: [page] }', /^4: there is no fax/],
    [
      'an unknown way',
      one,
      '{ service: hotline, asks: [staff], by: [pigeon] }',
      /^4: there is no pigeon; there are: call, message, page/,
    ],
    ['no way', one, '{ service: hotline, asks: [staff], by: [] }', /^4: by is empty/],
    ['a way twice', one, '{ service: hotline, asks: [staff], by: [page, page] }', /^4: page is written twice/],
    [
      'a call where nobody calls',
      one,
      '{ service: sms, asks: [staff], by: [call] }',
      /^4: call does not go with the service sms \(sms\)/,
    ],
    ['a message to callers', one, '{ service: hotline, asks: [staff], by: [message] }', /^4: message does not go/],
    [
      'a message that nothing carries',
      one,
      '{ service: quiet, asks: [staff], by: [message] }',
      /^4: message does not go/,
    ],
    ['a message on a web page', one, '{ service: website, asks: [staff], by: [message] }', /^4: message does not go/],
    [
      'a question in one language',
      '  - { key: staff, version: "1", text: { id: Petugas? } }',
      '{ service: hotline, asks: [staff], by: [page] }',
      /^2: questions\.0\.text\.en/,
    ],
    [
      'a key that names no file',
      '  - { key: ../staff, version: "1", text: { id: A, en: B } }',
      '{ service: hotline, asks: [staff], by: [page] }',
      /^2: questions\.0\.key/,
    ],
  ])('%s is refused with its line and what to do', (_, questions, asking, expected) => {
    expect(faults(file(questions, `  - ${asking}`)).join('\n')).toMatch(expected);
  });

  it('a service that stands there twice is refused', () => {
    const asking = '  - { service: hotline, asks: [staff], by: [page] }';
    expect(faults(file(one, `${asking}\n${asking}`))).toEqual([expect.stringMatching(/^5: hotline is written twice/)]);
  });

  it('what is shipped can be used with the services that are shipped', () => {
    const text = readFileSync(new URL('../../../../../server/services/surveys.yaml', import.meta.url), 'utf8');
    expect(parseSurveys(text, 'surveys.yaml', services).get('hotline')?.by).toEqual(['call', 'page']);
  });
});

describe('who is asked', () => {
  const day = 24 * 3_600_000;
  const closed = { closedAt: 100 * day, endedAs: null, status: 'closed' } as const;

  it('whose case was worked to its end, for thirty days', () => {
    expect(isAskable(closed, 100 * day)).toBe(true);
    expect(isAskable(closed, 130 * day)).toBe(true);
    expect(isAskable(closed, 130 * day + 1)).toBe(false);
  });
  it('not whose case goes on, was ended as something else, or who gave up waiting', () => {
    expect(isAskable({ ...closed, closedAt: null }, 100 * day)).toBe(false);
    expect(isAskable({ ...closed, endedAs: 'duplicate' }, 100 * day)).toBe(false);
    expect(isAskable({ ...closed, status: 'abandoned' }, 100 * day)).toBe(false);
  });
});

describe('what an exchange says of a question', () => {
  it('is read as it was told', () => {
    for (const question of [
      { key: 'staff', version: '1' },
      { key: 'a-9', version: '2026.12_b-1' },
    ])
      expect(readQuestionWord(questionWord(question))).toEqual(question);
  });
  it.each([
    undefined,
    '',
    'staff',
    'staff~',
    '~1',
    'staff~1~2',
    'Staff~1',
    'staff~1\r\nAction: x',
    `${'a'.repeat(25)}~1`,
  ])('is nothing when it is %p', (word) => {
    expect(readQuestionWord(word)).toBeNull();
  });
  it('has values from 1 to 4 and no others', () => {
    expect(['0', '1', '2', '3', '4', '5', '9', '', '*', '1.0', '01', undefined].map(surveyValueOf)).toEqual([
      null,
      1,
      2,
      3,
      4,
      null,
      null,
      null,
      null,
      null,
      null,
      null,
    ]);
  });
});
