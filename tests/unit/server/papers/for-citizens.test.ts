import { parsePaperKind } from '../../../../server/domain/papers/parse.ts';
import type { FileFault } from '../../../../server/domain/shared/file-fault.ts';
import { readShippedKinds } from '../../../../server/wiring/paper-files.ts';

const kind = (more: string) =>
  `id: letter\ntitle: { id: Surat, en: Letter }\ntemplate: letter\nnumber: null\nfields: []\nsigners: []\nretention: x\n${more}`;
const faultsOf = (more: string) => {
  try {
    parsePaperKind(kind(more), 'letter.yaml');
    return [];
  } catch (error) {
    return (error as FileFault).faults.map(({ line, en }) => [line, en]);
  }
};

it('what citizens find of their case is what is written to them, and nothing that the office keeps for itself', () => {
  const theirs = readShippedKinds().flatMap((read) => (read.kind?.citizen ? [read.kind.id] : []));
  expect(theirs.sort()).toEqual(['acknowledgement', 'notice', 'service-slip']);
});

it('a kind that says nothing of it stays inside', () => {
  expect(parsePaperKind(kind(''), 'letter.yaml').citizen).toBe(false);
  expect(parsePaperKind(kind('citizen: true'), 'letter.yaml').citizen).toBe(true);
});

it.each([
  ['gathers: true', 'gathers'],
  ['reports: day', 'reports'],
])('what shows a whole case or a day (%s) is not for a citizen, which is said with its line', (more, word) => {
  expect(faultsOf(more)).toEqual([]);
  expect(faultsOf(`citizen: true\n${more}`)).toEqual([
    [8, `a paper with ${word} is not shown to a citizen: take one of them out`],
  ]);
});
