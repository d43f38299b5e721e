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
