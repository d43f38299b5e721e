import {
  catalogues,
  changeOfChoice,
  type ListEntry,
  listFault,
  listInForce,
} from '../../../../../server/domain/fields/own-lists.ts';

const name = { catalogue: 'city-hotline', list: 'subjects' };
const file = [
  { code: 'rubbish', name: { id: 'Sampah', en: 'Rubbish' } },
  { code: 'flood', name: { id: 'Banjir', en: 'Flood' } },
  { code: 'other', name: { id: 'Lainnya', en: 'Other' } },
];
const said = (code: string, id: string, retired = false): ListEntry => ({
  kind: 'choice',
  key: `city-hotline/subjects/${code}`,
  value: { choice: { name: { id, en: id }, retired } },
});
const order = (...codes: string[]): ListEntry => ({
  kind: 'order',
  key: 'city-hotline/subjects',
  value: { order: codes },
});
const shown = (entries: readonly ListEntry[]) =>
  listInForce(file, name, entries).map((one) => `${one.code} ${one.name.id}${one.retired ? ' -' : ''}`);

describe('a list as the administration has it', () => {
  it('is the file’s where nothing is said', () => {
    expect(shown([])).toEqual(['rubbish Sampah', 'flood Banjir', 'other Lainnya']);
    expect(shown([{ ...said('rubbish', 'Lain'), key: 'district/subjects/rubbish' }])).toEqual(shown([]));
  });

  it('calls, retires and adds as it was said; what the order does not name comes last', () => {
    expect(shown([order('other', 'flood'), said('flood', 'Genangan', true), said('noise', 'Bising')])).toEqual([
      ...['other Lainnya', 'flood Genangan -', 'rubbish Sampah', 'noise Bising'],
    ]);
    const all = catalogues(new Map([['city-hotline', new Map([['subjects', file]])]]), [said('noise', 'Bising')]);
    expect(all.get('city-hotline')?.get('subjects')).toHaveLength(4);
  });
});

describe('a change of a choice', () => {
  it('needs no entry for what the file says anyway', () => {
    const fileSays = { name: { id: 'Banjir', en: 'Flood' }, retired: false };
    expect(changeOfChoice(file, name, 'flood', fileSays, [])).toBeNull();
    expect(changeOfChoice(file, name, 'flood', fileSays, [said('flood', 'Genangan')])).toMatchObject({
      before: { choice: { name: { id: 'Genangan' } } },
      after: null,
    });
    expect(changeOfChoice(file, name, 'flood', { ...fileSays, retired: true }, [])).toMatchObject({
      before: null,
      after: { choice: { retired: true } },
    });
  });
});

describe('a list that cannot be so', () => {
  it('offers nothing, or two choices that read the same in a language', () => {
    const retired = file.map((one) => ({ ...one, retired: true }));
    expect([file, retired, []].map(listFault)).toEqual([null, 'choice_last', 'choice_last']);
    const alike = { code: 'waste', name: { id: ' sampah', en: 'Waste' } };
    expect(listFault([...file, alike])).toBe('choice_named_alike');
    expect(listFault([...file, { ...alike, retired: true }])).toBeNull();
  });
});
