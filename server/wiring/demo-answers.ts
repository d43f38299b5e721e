import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { type AnswerContent, moved, written } from '../domain/answer/answer.ts';
import { readYaml } from '../domain/shared/located-yaml.ts';
import { answerWrites } from '../store/answers.ts';
import type { createDataSource } from '../store/data-source.ts';
import type { People } from '../store/people.ts';

const shipped = fileURLToPath(new URL('../answers/answers.yaml', import.meta.url));
const Words = z.strictObject({ id: z.string().min(1), en: z.string().min(1) });
const File = z.strictObject({
  synonyms: z.array(z.array(z.string().min(1)).min(2)),
  answers: z.array(z.strictObject({ title: Words, body: Words, folder: z.string() })),
});

/**
 * The sample answers that ship, as the file has them.
 * @throws ZodError, FileFault
 * @internal exported for its tests
 */
export function readSampleAnswers(): { readonly synonyms: string[][]; readonly answers: AnswerContent[] } {
  const { synonyms, answers } = File.parse(readYaml(readFileSync(shipped, 'utf8'), 'answers.yaml').value);
  const bare = { subjects: [], services: [], links: [], expiresOn: null };
  return { synonyms, answers: answers.map((one) => ({ ...one, ...bare })) };
}

/** Sample answers for the invented people of the first look: written by the analyst, published by the supervisor. */
export async function addDemoAnswers(
  dataSource: ReturnType<typeof createDataSource>,
  people: People,
  now: number,
): Promise<void> {
  const known = await people.list();
  const [writer, publisher] = ['analyst', 'supervisor'].map((role) => known.find((one) => one.role === role)?.id);
  if (writer === undefined || publisher === undefined) return;
  const { synonyms, answers } = readSampleAnswers();
  await dataSource.transaction(async (manager) => {
    const writes = answerWrites(manager);
    await writes.saveSynonyms(synonyms);
    for (const content of answers) {
      const draft = written(null, randomUUID(), content, writer);
      const submitted = moved(draft, 'submit', null);
      const published = typeof submitted === 'string' ? submitted : moved(submitted, 'publish', null);
      if (typeof published === 'string') throw new Error(published);
      const facts = { reason: null, before: null, after: content, at: now };
      await writes.saveAnswer(draft, { ...facts, revision: draft.revision, what: 'write', personId: writer });
      const { revision } = published;
      await writes.saveAnswer(published, { ...facts, revision, what: 'publish', personId: publisher });
    }
  });
}
