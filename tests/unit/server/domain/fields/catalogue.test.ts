import { choiceOf, parseCatalogue } from '../../../../../server/domain/fields/catalogue.ts';
import { FileFault } from '../../../../../server/domain/shared/file-fault.ts';

const faultsOf = (text: string) => {
  try {
    parseCatalogue(text, 'ours.yaml');
  } catch (error) {
    if (error instanceof FileFault) return error.faults.map(({ line, en }) => `${line}: ${en}`);
    throw error;
  }
  return [];
};
const lists = `kinds:
  - { code: complaint, id: Pengaduan, en: Complaint }
subjects:
  - { code: lamp, id: Lampu jalan, en: Street lamp }
  - { code: road, id: Jalan, en: Road }
`;

describe('a catalogue', () => {
  it('is lists of choices by their names, in their order', () => {
    const catalogue = parseCatalogue(lists, 'ours.yaml');
    expect([...catalogue.lists.keys()]).toEqual(['kinds', 'subjects']);
    expect(catalogue.lists.get('subjects')).toEqual([
      { code: 'lamp', name: { id: 'Lampu jalan', en: 'Street lamp' } },
      { code: 'road', name: { id: 'Jalan', en: 'Road' } },
    ]);
  });

  it.each([
    ['a code that is written twice', lists.replace('code: road', 'code: lamp'), '5: the code lamp is written twice'],
    ['a code with a space', lists.replace('code: road', 'code: the road'), '5: subjects.1.code'],
    ['a choice in one language', lists.replace(', en: Road', ''), '5: subjects.1.en'],
    ['an empty list', 'kinds: []\n', '1: kinds'],
    ['something that is no list', 'kinds: 3\n', '1: kinds'],
  ])('with %s is refused by its line', (_, text, fault) => {
    expect(faultsOf(text)).toEqual([expect.stringContaining(fault)]);
  });

  it('that has lost a choice shows an old case’s by its code', () => {
    expect(choiceOf([], 'ktp_el')).toEqual({ code: 'ktp_el', name: { id: 'ktp_el', en: 'ktp_el' } });
  });
});
