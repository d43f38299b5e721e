import { choiceOf, parseCatalogue } from '../../../../../server/domain/fields/catalogue.ts';
import { FileFault } from '../../../../../server/domain/shared/file-fault.ts';

const faultsOf = (text: string) => {
  try {
    parseCatalogue(text, 'ours.yaml');
  } catch (error) {
    if (error instanceof FileFault) return error.faults.map(({ line, id, en }) => [`${line}: ${id}`, `${line}: ${en}`]);
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

  it('knows the line of each list, and of none that it has not', () => {
    const { lineOf } = parseCatalogue(lists, 'ours.yaml');
    expect(['kinds', 'subjects', 'dispositions'].map(lineOf)).toEqual([1, 3, null]);
  });

  it('may retire a choice, which is then no longer offered', () => {
    const retired = lists.replace('en: Road', 'en: Road, retired: true');
    expect(
      parseCatalogue(retired, 'ours.yaml')
        .lists.get('subjects')
        ?.map((choice) => choice.retired),
    ).toEqual([undefined, true]);
  });

  it('is read as people write it, with a space too many', () => {
    const spaced = lists.replace('id: Jalan,', "id: ' Jalan ',");
    expect(parseCatalogue(spaced, 'ours.yaml').lists).toEqual(parseCatalogue(lists, 'ours.yaml').lists);
  });

  it.each([
    ['a code with a space', lists.replace('code: road', 'code: the road'), 5, 'subjects.1.code'],
    ['a code that begins with a digit', lists.replace('code: road', 'code: 2_roads'), 5, 'subjects.1.code'],
    ['a code that is too long', lists.replace('code: road', `code: ${'r'.repeat(41)}`), 5, 'subjects.1.code'],
    ['a list whose name begins with a digit', lists.replace('subjects', '2_subjects'), 3, '2_subjects'],
    ['a list whose name ends with a dot', lists.replace('subjects', 'subjects.'), 3, 'subjects.'],
    ['a choice in one language', lists.replace(', en: Road', ''), 5, 'subjects.1.en'],
    ['a choice without words', lists.replace('en: Road', "en: ' '"), 5, 'subjects.1.en'],
    ['a choice that is not retired', lists.replace('en: Road', 'en: Road, retired: false'), 5, 'subjects.1.retired'],
    ['an empty list', 'kinds: []\n', 1, 'kinds'],
    ['something that is no list', 'kinds: 3\n', 1, 'kinds'],
  ])('with %s is refused by its line, in both languages', (_, text, line, place) => {
    const told = ['tulis', 'write'].map((word) => expect.stringContaining(`${line}: ${place}: ${word}`));
    expect(faultsOf(text)).toEqual([told]);
  });

  it('with a code that is written twice is refused by the line of the second', () => {
    expect(faultsOf(lists.replace('code: road', 'code: lamp'))).toEqual([
      ['5: kode lamp tertulis dua kali: ganti salah satunya', '5: the code lamp is written twice: change one of them'],
    ]);
  });

  it('that is no mapping of lists is refused as a file', () => {
    expect(faultsOf('- kinds\n')).toEqual([
      [expect.stringMatching(/^1: berkas: tulis daftar/), expect.stringMatching(/^1: file: write a list/)],
    ]);
  });

  it('shows a choice by its name, and one that it has lost, of an old case, by its code', () => {
    const subjects = parseCatalogue(lists, 'ours.yaml').lists.get('subjects') ?? [];
    expect(choiceOf(subjects, 'road').name).toEqual({ id: 'Jalan', en: 'Road' });
    expect(choiceOf(subjects, 'ktp_el')).toEqual({ code: 'ktp_el', name: { id: 'ktp_el', en: 'ktp_el' } });
  });
});
