import { hidePersonalNumbers } from '../../../../../server/domain/identity/personal-numbers.ts';

it.each([
  ['nol delapan satu dua tiga empat lima enam tujuh delapan sembilan nol', '[hidden]'],
  ['HP saya Nol Delapan Satu Dua, Tiga Empat Lima Enam, Tujuh Delapan Sembilan Nol ya', 'HP saya [hidden] ya'],
  ['kosong delapan satu dua dobel tiga empat dobel lima enam tujuh.', '[hidden].'],
  ['kosong delapan double satu tripel dua tiga empat lima', '[hidden]'],
  ['nol delapan dua belas tiga puluh empat lima enam tujuh delapan', '[hidden]'],
  ['nol delapan sebelas sepuluh dua tiga empat lima', '[hidden]'],
  ['0812 tiga empat lima enam 7890', '[hidden]'],
  ['enam dua delapan satu dua tiga empat lima enam tujuh delapan', '[hidden]'],
  ['tiga lima tujuh delapan nol satu satu lima nol satu sembilan nol nol nol nol satu', '[hidden]'],
  ['zero eight one two three four five six seven eight', '[hidden]'],
  ['nol wolu siji loro telu papat limo enem pitu wolu', '[hidden]'],
  ['nol\ndelapan\nsatu\ndua - tiga - empat - lima - enam - tujuh - delapan', '[hidden]'],
  ['NOL​ DELAPAN SATU DUA TIGA EMPAT LIMA ENAM TUJUH', '[hidden]'],
  ['hubungi &#48;&#56;&#49;&#50;&#51;&#52;&#53;&#54;&#55;&#56;&#57;&#48; ya', 'hubungi [hidden] ya'],
  ['&#x30;812-3456-7890', '[hidden]'],
  ['WA O812-3456-7890', 'WA [hidden]'],
  ['08I2 3456 789O', '[hidden]'],
  ['NIK 3578O1150190OOO1', 'NIK [hidden]'],
])('a number that is read out is hidden: %j', (text, shown) => {
  expect(hidePersonalNumbers(text)).toBe(shown);
});

it.each([
  'ada dua orang dewasa, tiga anak, satu bayi dan lima lansia di RT nol satu RW nol dua',
  'satu per satu, dua kali, tiga hari, empat malam, lima kali lapor',
  'umur dua puluh tiga, tiga puluh empat, lima puluh dua, enam puluh satu dan tujuh puluh',
  'nilai tujuh puluh lima, delapan puluh, sembilan puluh, enam puluh lima, delapan puluh lima',
  'harga dua belas ribu lima ratus, tiga ratus dua puluh lima ribu, sembilan juta',
  'hubungi satu satu dua, atau satu tujuh nol delapan',
  'gedung kosong, rumah kosong, loket satu dua tiga empat lima kosong semua',
  'jam delapan sampai jam empat, hari satu dua tiga',
  'dua nol dua enam satu satu dua dua nol nol empat tujuh',
  'pasal satu, dua, tiga, empat, lima dan enam',
  'Bus nomor satu dua tiga lewat jalan lima enam',
  'R&#38;D dan B&#243;',
  'solar 10l, LPG 3kg, blok O8 dan O2, 5o derajat, ukuran 3|4',
  'alamat Jl. I Gusti No. 12 RT O1 RW O2',
])('what only sounds like one stays: %j', (text) => {
  expect(hidePersonalNumbers(text)).toBe(text);
});

it('is quick on text made to be slow', () => {
  // The processor's time: others may work beside.
  const startedAt = process.cpuUsage();
  for (const sample of ['satu ', 'dua puluh ', 'dobel ', 'satu,,,', 'nol1 ', '&#4', 'sepuluh/'])
    hidePersonalNumbers(sample.repeat(8_000 / sample.length));
  // As long as a gateway may bring them, and as many as one conversation may show.
  for (let count = 0; count < 10; count += 1)
    for (const row of ['o'.repeat(20_000), `1${'O'.repeat(20_000)}x`]) hidePersonalNumbers(`081234567890 ${row}`);
  expect(process.cpuUsage(startedAt).user / 1000).toBeLessThan(1_000);
});
