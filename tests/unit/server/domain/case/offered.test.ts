import { readFileSync, writeFileSync } from 'node:fs';
import { shipped } from '../../../../support/sops.ts';
import { stagesOf } from '../../../../support/stages.ts';

/**
 * Everything that may be done to a case, at every stage to which one can come: what people find on their screens follows
 * from the file alone, so a change of a procedure, or of how it is read, is read here as a diff.
 * `UPDATE_STAGES=1 npm test -- tests/unit/server/domain/case/offered` writes them anew.
 */
const update = process.env.UPDATE_STAGES === '1';

/** The shortest first: a fault shows there soonest. */
const names = ['offline', 'online', 'semarang', 'bandungan', 'surabaya', 'depok'];

it.each(names)('at each stage of a case under %s, the file says what may be done', (name) => {
  const file = new URL(`../../../../fixtures/stages/${name}.txt`, import.meta.url);
  const stages = stagesOf(shipped(name));
  if (update) writeFileSync(file, stages);
  else expect(stages).toBe(readFileSync(file, 'utf8'));
});
