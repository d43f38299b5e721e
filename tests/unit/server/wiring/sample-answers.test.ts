import { unknownFields } from '../../../../server/domain/answer/fields.ts';
import { readSampleAnswers } from '../../../../server/wiring/demo-answers.ts';

it('the sample answers can be read, have both languages, and no field that there is not', () => {
  const { answers, synonyms } = readSampleAnswers();
  expect([answers.length > 3, synonyms.length > 3]).toEqual([true, true]);
  for (const { title, body } of answers)
    for (const text of [title.id, title.en, body.id, body.en])
      expect([text, unknownFields(text)]).toEqual([expect.stringMatching(/\p{L}{3}/u), []]);
});
