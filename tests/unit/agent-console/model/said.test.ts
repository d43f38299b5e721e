import { saidSoFar, saysEnough } from '../../../../agent-console/src/model/said.ts';

type Card = Parameters<typeof saidSoFar>[0];
type Actions = Parameters<typeof saidSoFar>[1];

const card = (contents: Readonly<Record<string, string>>, code: string | null = null): Card => ({
  category: code === null ? null : { code, name: { id: code, en: code } },
  contents: Object.entries(contents).map(([name, value]) => ({
    ...{ name, label: { id: name, en: name }, value: { id: value, en: value } },
  })) as Card['contents'],
});
const form = (drafts: Readonly<Record<string, string | null>>): Actions =>
  [{ fields: Object.entries(drafts).map(([name, draft]) => ({ name, draft })) }] as unknown as Actions;

it('what is being typed stands for what was written before, and the rest of the case stays', () => {
  const before = card({ complaint: 'lampu', address: 'Gubeng', solution: 'sudah' }, 'lights');
  expect(saidSoFar(before, [])).toEqual({ category: 'lights', words: 'lampu  Gubeng' });
  expect(saidSoFar(before, form({ complaint: 'lampu padam', category: null, remark: 'x y z' }))).toEqual({
    ...{ category: 'lights', words: 'lampu padam  Gubeng' },
  });
  expect(saidSoFar(before, form({ category: 'roads' })).category).toBe('roads');
});

it('a subject is enough, or two words that are no fillers', () => {
  const enough = (words: string, category = '') => saysEnough({ category, words });
  expect([enough(''), enough('KTP'), enough('di ke ya'), enough('KTP hilang'), enough('', 'ktp_el')]).toEqual([
    ...[false, false, false, true, true],
  ]);
});
