import { askingText, questionByMessage, ratingIn } from '../../../../../server/domain/survey/by-message.ts';
import { standardValues } from '../../../../../server/domain/survey/survey.ts';

const question = (key: string) => ({
  key,
  version: '1',
  text: { id: 'Bagaimana?', en: 'How was it?' },
  values: standardValues,
});

it.each([
  ['4', 4],
  [' 1 ', 1],
  ['*3*', 3],
  ['２', 2],
  ['3.', 3],
  ['Nilai 2', 2],
  ['nilai: 4', 4],
  ['4 terima kasih', 4],
  ['3, makasih!', 3],
  ['"4"', 4],
  ['\u200b4\u200b', 4],
])('%j is an answer', (text, value) => expect(ratingIn(text)).toBe(value));

it.each(['5', '0', '10', '33', '999'])('%j is a number that answers nothing, and no report', (text) => {
  expect(ratingIn(text)).toBe('none');
});

it.each([
  '',
  'bagus sekali',
  '4 hari belum jadi',
  'KTP saya belum jadi',
  '3 lampu mati',
  '1 2',
  '081234567890',
  '3174012345678901',
  'tidak 4',
  '-',
  'ⅳ',
  '4?? kok belum',
])('%j says something', (text) => expect(ratingIn(text)).toBeNull());

it('one question is asked, the first, in the language of the office, and only where the service asks by message', () => {
  const survey = { questions: [question('staff'), question('result')], by: ['message'] as const, ikm: false };
  expect(questionByMessage({ survey })?.key).toBe('staff');
  expect(questionByMessage({ survey: { ...survey, by: ['page'] } })).toBeNull();
  expect(questionByMessage({})).toBeNull();
  expect(askingText('SBY-20261130-0001', question('staff'), 'id')).toBe(
    'Laporan SBY-20261130-0001 sudah selesai. Bagaimana? Balas satu angka: 1 Tidak baik, 2 Kurang baik, 3 Baik, 4 Sangat baik.',
  );
  expect(askingText('SBY-20261130-0001', question('staff'), 'en')).toContain('Reply with one digit: 1 Not good,');
});
