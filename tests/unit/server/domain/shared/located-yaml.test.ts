import { FileFault, faultLine } from '../../../../../server/domain/shared/file-fault.ts';
import { readYaml } from '../../../../../server/domain/shared/located-yaml.ts';

const text = `# services
first:
  hours:
    2026: yes
list:
  - name: one
  -
    name: two
`;

describe('a YAML file with lines', () => {
  const { value, lineOf } = readYaml(text, 'x.yaml');

  it('is read as data', () => {
    expect(value).toEqual({ first: { hours: { 2026: 'yes' } }, list: [{ name: 'one' }, { name: 'two' }] });
  });

  it.each([
    [['first'], 2],
    [['first', 'hours'], 3],
    [['first', 'hours', '2026'], 4],
    [['list', 0, 'name'], 6],
    [['list', 1, 'name'], 8],
  ])('knows the line of the key at %j', (path, line) => {
    expect(lineOf(path)).toBe(line);
  });

  it.each([
    [[], 2],
    [['nowhere'], 2],
    [['first', 'hours', '2027'], 3],
    [['first', 'hours', '2026', 'deeper'], 4],
    [['list', 2], 5],
    [['list', 'name'], 5],
  ])('knows the line of what would hold %j', (path, line) => {
    expect(lineOf(path)).toBe(line);
  });

  it('begins on line 1 where there is nothing at all', () => {
    expect(readYaml('', 'x.yaml').lineOf(['id'])).toBe(1);
  });
});

describe('a file with faults', () => {
  it('tells each fault of its writing, in the order of lines, with what to do', () => {
    const read = () => readYaml('a: 1\na: 2\nb: [\n', 'x.yaml');
    expect(read).toThrow(FileFault);
    expect(read).toThrow(/^Berkas x\.yaml salah \(2\) \/ x\.yaml has faults \(2\)\n {2}x\.yaml:2\n {4}Bukan YAML/);
    expect(read).toThrow(/\n {2}x\.yaml:4\n {4}Bukan YAML .*\n {4}This is not well-formed YAML/);
  });

  it.each([
    ['nested deep', 'a:\n  b:\n    - { c: 1, d: 2, c: 3 }\n', 3],
    ['quoted once and plain once', '"a": 1\na: 2\n', 2],
    ['numbers', '1: x\n1: y\n', 2],
  ])('names a key that stands twice: %s', (_, text, line) => {
    expect(() => readYaml(text, 'x.yaml')).toThrow(new RegExp(`x\\.yaml:${line}\\n`));
  });

  it('has the same key in two mappings as no fault', () => {
    expect(readYaml('- { a: 1 }\n- { a: 2 }\n', 'x.yaml').value).toHaveLength(2);
  });

  it('tells the first 200 faults of a text that has thousands, and how many more there are', () => {
    const text = Array.from({ length: 5_001 }, () => 'k: 1').join('\n');
    const faults = faultsOf(() => readYaml(text, 'x.yaml'));
    expect(faults).toHaveLength(201);
    expect(faults[199]).toMatchObject({ line: 201 });
    expect(faults[200]).toMatchObject({ line: null, en: 'There are 4800 more faults: mend those above first.' });
  });

  it('has its faults sorted by line, those of the whole file first', () => {
    const words = { id: 'salah', en: 'wrong' };
    const faults = [
      { line: 3, ...words },
      { line: null, ...words },
      { line: 2, place: 'steps', ...words },
    ];
    const fault = new FileFault('y.csv', faults);
    expect(fault.faults.map((each) => faultLine(each, fault.file, 'en'))).toEqual([
      'y.csv: wrong',
      'y.csv:2: steps: wrong',
      'y.csv:3: wrong',
    ]);
    expect(faultLine({ line: 1, ...words }, 'z', 'id')).toBe('z:1: salah');
  });
});

function faultsOf(read: () => unknown): FileFault['faults'] {
  try {
    read();
  } catch (error) {
    if (error instanceof FileFault) return error.faults;
    throw error;
  }
  return [];
}
