import { en } from '../../../../../agent-console/src/i18n/en.ts';
import { id } from '../../../../../agent-console/src/i18n/id.ts';
import { roles } from '../../../../../server/contract/people.ts';
import { peopleFileLimits, readPeople } from '../../../../../server/domain/people/people-file.ts';
import { plannedRows } from '../../../../../server/domain/people/people-plan.ts';
import type { KnownPerson } from '../../../../../server/domain/people/person.ts';
import { meant, roleWords } from '../../../../../server/domain/people/written-words.ts';
import { textOf } from '../../../../../server/domain/shared/file-text.ts';

const dian = {
  ...{ displayName: 'Dian Permata', username: 'dian.p', role: 'agent', extension: '140' },
  ...{ phone: 'browser', locale: 'id' },
};
const heads = 'nama,nama pengguna,peran,pesawat,telepon,bahasa';
const drafts = (text: string) => readPeople(text).rows.map(({ draft }) => draft);

it.each([
  ['commas', `${heads}\nDian Permata,dian.p,petugas,140,peramban,Indonesia\n`],
  ['semicolons and CRLF', `${heads.replaceAll(',', ';')}\r\nDian Permata;Dian.P;AGENT;140;browser;id\r\n`],
  ['tabs, and no end of the last line', `${heads.replaceAll(',', '\t')}\nDian Permata\tdian.p\tAgent\t140\t\t`],
  ['the mark of UTF-8', `\ufeff${heads}\nDian Permata,dian.p,petugas,140,di peramban,Bahasa Indonesia`],
  ['quotation marks', `"${heads.replaceAll(',', '","')}"\n"Dian Permata","dian.p","Petugas","140","",""`],
  ['lines without anything', `\n\n${heads}\n\n,,,,,\nDian Permata,dian.p,petugas,140,,\n  \n`],
  ['empty cells behind the last one', `${heads}\nDian Permata,dian.p,petugas,140,,,,`],
  ['English headings in another order', 'Role,Extension,User name,NAME\nagent,140,dian.p,Dian Permata'],
  ['a name over two lines of its cell', `${heads}\n"Dian\nPermata",dian.p,petugas,140,,`],
  ['signs that nobody sees', `${heads}\n\u202aDian Permata\u202c,dian.p\u0000,petugas,140,,`],
])('with %s it is the same person', (_, text) => {
  expect(readPeople(text).faults).toEqual([]);
  expect(drafts(text)).toEqual([dian]);
});

it.each([
  ['UTF-8', Buffer.from('Renée')],
  ['UTF-16, as Excel writes it', Buffer.from('\ufeffRenée', 'utf16le')],
  ['UTF-16 the other way round', Buffer.from('\ufeffRenée', 'utf16le').swap16()],
  ['Windows before it', Buffer.from('Renée', 'latin1')],
])('a name is read from %s', (_, bytes) => {
  expect(textOf(bytes).replace('\ufeff', '')).toBe('Renée');
});

it.each([
  ['', [['file_empty', null, null]]],
  [' \r\n ', [['file_empty', null, null]]],
  [heads, [['file_empty', null, null]]],
  ['Dian,dian,petugas', [['displayName'], ['username'], ['role']].map(([column]) => ['column_missing', 1, column])],
  ['\nnama,peran\nDian,petugas', [['column_missing', 2, 'username']]],
  ['nama,name,username,role\nA,B,c,agent', [['column_twice', 1, 'displayName']]],
  [`${heads}\n"Dian,dian.p,petugas`, [['quote_open', 2, null]]],
])('of %j is said why it cannot be read', (text, said) => {
  const { faults, rows } = readPeople(text);
  expect(faults.map(({ code, line, column }) => [code, line, column])).toEqual(said);
  expect(rows).toEqual([]);
});

it('as many rows as may be are read, and with one more none', () => {
  const file = (rows: number) =>
    [heads, ...Array.from({ length: rows }, (_, at) => `N,user${at},kepala,,,`)].join('\n');
  expect(readPeople(file(peopleFileLimits.rows)).rows).toHaveLength(500);
  expect(readPeople(file(501))).toMatchObject({ rows: [], faults: [{ code: 'too_many', line: 502 }] });
});

it('every role is read by its code and by what the console calls it in both languages', () => {
  for (const role of roles)
    for (const word of [role, id.role[role], en.role[role], ` ${id.role[role].toUpperCase()} `])
      expect([word, meant(word, roleWords)]).toEqual([word, role]);
  expect(Object.keys(roleWords).sort()).toEqual([...roles].sort());
  expect(meant('operator', roleWords)).toBeNull();
});

const sari: KnownPerson = { ...dian, id: 'sari', username: 'sari', extension: '101', active: true } as KnownPerson;
const left: KnownPerson = { ...sari, id: 'left', username: 'budi', extension: '102', active: false };
const planned = (...lines: string[]) =>
  plannedRows(readPeople([heads, ...lines].join('\n')), [sari, left]).map(({ line, outcome, faults }) =>
    [line, outcome, ...faults.map((one) => `${one.field} ${one.code} ${one.otherLine ?? one.written}`)].join(' | '),
  );

it('each row says what comes of it', () => {
  expect(
    planned(
      'Dian,dian,petugas,140,meja,en',
      'Dian Permata,SARI,petugas,101,,',
      'Sari Lain,sari2,operator,101,kantor,jawa',
      'Sari Lain,sari2,petugas,,,',
      'Budi,budi,kepala,102,,',
      ',d,,1o1,,',
      'Ayu, S.Sos.,ayu,petugas,150,,',
      `${'a'.repeat(81)},long,kepala,,,`,
    ),
  ).toEqual([
    '2 | add',
    '3 | faulty | extension extension_twice 4',
    '4 | faulty | role role_unknown operator | phone phone_unknown kantor | locale locale_unknown jawa | username username_twice 5 | extension extension_twice 3',
    '5 | faulty | username username_twice 4 | extension extension_needed ',
    '6 | faulty | username username_left budi | extension extension_left 102',
    '7 | faulty | role required  | username username_invalid d | displayName required  | extension extension_invalid 1o1',
    '8 | faulty | displayName cells_too_many Ayu | S.Sos. | ayu | petugas | 150 |  | ',
    `9 | faulty | displayName too_long ${'a'.repeat(80)}`,
  ]);
});

it('who is here just as the file says is left alone, and who differs in anything it says is not changed by it', () => {
  expect(planned('Dian Permata,sari,petugas,101,peramban,id')).toEqual(['2 | there']);
  expect(planned('Dian Permata,sari,petugas,101,meja,id')[0]).toContain('username_taken');
  const short = readPeople('name,username,role\nDian Permata,sari,agent');
  expect(plannedRows(short, [sari]).map(({ outcome }) => outcome)).toEqual(['there']);
  expect(plannedRows(short, [{ ...sari, active: false }])[0]?.faults[0]?.code).toBe('username_left');
});

it('a heading that nobody knows is told of', () => {
  expect(readPeople(`${heads},NIP\nDian,dian,kepala,,,,1990`)).toMatchObject({
    ignored: ['NIP'],
    rows: [{ faults: [] }],
  });
});
