import { readdirSync, readFileSync } from 'node:fs';
import { en } from '../../../agent-console/src/i18n/en.ts';
import { enPages } from '../../../agent-console/src/i18n/en-pages.ts';
import { id } from '../../../agent-console/src/i18n/id.ts';
import { idPages } from '../../../agent-console/src/i18n/id-pages.ts';
import { ApiProblem, problemWord } from '../../../agent-console/src/wire/problem.ts';
import { fieldCodes, problemTypes } from '../../../server/contract/problems.ts';

const contract = new URL('../../../server/contract/', import.meta.url);
/** What our schemas say of a value instead of zod's sentence. */
const messagesOfSchemas = readdirSync(contract).flatMap((file) =>
  [
    ...readFileSync(new URL(file, contract), 'utf8').matchAll(
      /(?:error: |[)/u\w], )'([a-z]+(?:_[a-z]+)*)'(?: \}|\)|,)/gu,
    ),
  ].map(([, word = '']) => word),
);
const problem = (status: number, type: string) => new ApiProblem(status, { type, title: '', status, detail: '' });

describe('what the server says when it refuses', () => {
  it.each([['id', id, idPages] as const, ['en', en, enPages] as const])(
    'has a sentence of its own for each word, and no other: %s',
    (_, words, pages) => {
      const { offline, other, ...problems } = { ...words.problem, ...pages.problem };
      expect(Object.keys(problems).sort()).toEqual([...problemTypes].sort());
      expect(Object.keys(words.field).sort()).toEqual(fieldCodes.map((code) => code.replaceAll('-', '_')).sort());
      for (const sentence of [offline, other, ...Object.values(problems)]) expect(sentence).toMatch(/^\p{Lu}.*\.$/u);
      expect(new Set(Object.values(problems)).size).toBe(problemTypes.length);
    },
  );

  it('is told of fields in words that are known', () => {
    expect(messagesOfSchemas).toEqual(
      expect.arrayContaining(['required', 'quiet_hours', 'too_many', 'reason_too_short']),
    );
    const known: readonly string[] = fieldCodes;
    // Codes of fields, and refusals of live views, which have sentences as problems.
    const refusals = ['not_logged_in', 'unknown_topic'];
    expect(messagesOfSchemas.filter((word) => !known.includes(word) && !refusals.includes(word))).toEqual([]);
  });

  it.each([
    ['the word itself', problem(429, 'too_many_reveals'), 'too_many_reveals'],
    ['that it came by plain http, and not that the password is wrong', problem(403, 'https_only'), 'https_only'],
    ['its last part, of an address', problem(409, 'https://sigap.example/problems#case-closed'), 'case_closed'],
    ['that the database is away, although that passes', problem(503, 'database_away'), 'database_away'],
    ['nobody answered', new ApiProblem(0, null), 'offline'],
    ['a proxy answered that nobody is behind it', new ApiProblem(502, null), 'offline'],
    ['it was something of the browser’s', new TypeError('boom'), 'offline'],
    ['a word of somebody else’s', problem(418, 'teapot'), 'other'],
  ])('is read as %s', (_, error, word) => expect(problemWord(error)).toBe(word));
});
