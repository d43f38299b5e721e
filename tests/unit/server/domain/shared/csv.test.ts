import { csvLine } from '../../../../../server/domain/shared/csv.ts';

it.each([
  [['a', 1, null, 'b "c", d'], '"a",1,"","b ""c"", d"\r\n'],
  [
    ['=HYPERLINK("x")', '+62', '-1', '@x', '\tx', 'a=b', -3],
    `"'=HYPERLINK(""x"")","'+62","'-1","'@x","'\tx","a=b",-3\r\n`,
  ],
  [['baris\nbaru', 'é🆘'], '"baris\nbaru","é🆘"\r\n'],
  [[], '\r\n'],
])('%j is written as %j', (cells, line) => expect(csvLine(cells)).toBe(line));
