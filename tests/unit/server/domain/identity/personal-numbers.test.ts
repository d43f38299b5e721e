import { hidePersonalNumbers } from '../../../../../server/domain/identity/personal-numbers.ts';

describe('hidePersonalNumbers', () => {
  it.each([
    '081234567890',
    '+6281234567890',
    '6281234567890',
    '81234567890',
    '0812-3456-7890',
    '0812 3456 7890',
    '812-3456-7890',
    '+62 812-3456-7890',
    '62-812-3456-7890',
    '(024) 6921105',
    '(0341) 123 456',
    '+1 212 555 1234',
    '0812.3456.7890',
    '3578011501900001',
    '1101012902000001',
    '357801 150190 0001',
    '199001152015031001',
  ])('hides %s wherever it stands', (number) => {
    for (const text of [
      number,
      `caller ${number}.`,
      `sip:${number}@pbx`,
      `ani=${number},x`,
      `PJSIP/${number}-00000001`,
      `a${number}b`,
    ]) {
      const hidden = hidePersonalNumbers(text);
      expect(hidden).toContain('[hidden]');
      expect(hidden.replace('-00000001', '')).not.toMatch(/\d/);
    }
  });

  it.each([
    'call asterisk:1795322123.45 answered',
    'linked 1795322123.1045:offered:1795322130.7',
    'held at 1795322123456',
    'ticket DK-20261122-0047 made',
    'tickets SBY-20261122-10047, SBY-20260801-0001',
    'at 2026-11-22T04:47:40.123Z',
    'at 2026-08-01 08:00:00',
    'leg twilio-CA08123456789081234567890812345678 answered',
    'case 08123456-0812-4345-8678-081234567890',
    'waited 12345678 ms, due in 30 s',
    'sha256 0812345678909f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b8222cd15, kept',
    'SHA-256: 3578014507900001A2B4C6D8E0F1A3B5C7D9E1F3A5B7C9D1E3F5A7B9C1D3E5F7',
    'commit 081234567890abcd1ef2a3b4c5d6e7f8a9b0c1d2 of the procedure',
    'md5 d41d8cd98f00b204e981234567890427',
    'hotline 112, 1708 or 1500664',
    'listening on 127.0.0.1:3000',
    'extension 1001 on PJSIP/1001-0000000a',
  ])('keeps "%s" in what a program writes', (text) => {
    expect(hidePersonalNumbers(text, { moments: true })).toBe(text);
  });

  it.each([
    ['HP saya 0812 3456 7890', 'HP saya [hidden]'],
    ['HP 0812\u00a03456\u00a07890', 'HP [hidden]'],
    ['HP 0812–3456–7890', 'HP [hidden]'],
    ['HP 0812,3456,7890', 'HP [hidden]'],
    ['HP 0812 - 3456 - 7890', 'HP [hidden]'],
    ['HP 0812 — 3456 — 7890 ya', 'HP [hidden] ya'],
    ['HP ０８１２３４５６７８９０', 'HP [hidden]'],
    ['HP ٠٨١٢٣٤٥٦٧٨٩٠', 'HP [hidden]'],
    ['HP ०८१२ ३४५६ ७८९०', 'HP [hidden]'],
    ['HP 𝟎𝟖𝟏𝟐-𝟑𝟒𝟓𝟔-𝟕𝟖𝟗𝟎', 'HP [hidden]'],
    ['HP ⓪⑧①②③④⑤⑥⑦⑧⑨⓪!', 'HP [hidden]!'],
    ['HP 0️⃣8️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣', 'HP [hidden]\ufe0f\u20e3'],
    ['HP 0812\n3456\n7890', 'HP [hidden]'],
    ['HP 0812\r\n3456\u2028 7890', 'HP [hidden]'],
    ['HP 0812\u200b3456\u200b7890', 'HP [hidden]'],
    ['HP 0\u00ad812\u2060345\u200e67890', 'HP [hidden]'],
    ['HP 0812_3456_7890', 'HP [hidden]'],
    ['HP 0 8 1 2 3 4 5 6 7 8 9 0', 'HP [hidden]'],
    ['HP 08.12.34.56.78.90', 'HP [hidden]'],
    ['HP 0812/3456/7890 (istri)', 'HP [hidden] (istri)'],
    ['HP (+62) 812·3456·7890', 'HP [hidden]'],
    ['HP ＋６２ ８１２－３４５６－７８９０', 'HP [hidden]'],
    ['HP 0062 812 3456 7890', 'HP [hidden]'],
    ['HP 62812 3456 7890', 'HP [hidden]'],
    ['WA +44 20 7946 0958 atau +1-555-0100-22', 'WA [hidden] atau [hidden]'],
    ['HP 0812=3456=7890', 'HP [hidden]'],
    ['HP 0812"3456"7890 atau 0812#3456#7891', 'HP [hidden] atau [hidden]'],
    ['HP 0812[3456]7890', 'HP [hidden]'],
    ['HP 0812\\\\3456\\\\7890', 'HP [hidden]'],
    ['HP 0812<br>3456<br/>7890', 'HP [hidden]'],
    ['HP 0812&nbsp;3456&nbsp;7890', 'HP [hidden]'],
    ['HP 0812          3456          7890', 'HP [hidden]'],
    ['NIK 357801 450790 0001', 'NIK [hidden]'],
    ['NIK 3578 0145 0790 0001', 'NIK [hidden]'],
    ['NIK 3578014507900001 dan 3578.0145.0790.0001', 'NIK [hidden] dan [hidden]'],
    ['NIK 3 5 7 8 0 1 4 5 0 7 9 0 0 0 0 1', 'NIK [hidden]'],
    ['NIK 35-78-01-450790-0001', 'NIK [hidden]'],
    ['NIK ３５７８０１４５０７９０\u200b０００１', 'NIK [hidden]'],
    ['kartu 4111 1111 1111 1111', 'kartu [hidden]'],
    ['NIP 19800115 200501 1 003', 'NIP [hidden]'],
    ['RT 05\n081234567890', 'RT 05\n[hidden]'],
    ['0812 3456 7890, 5 orang', '[hidden], 5 orang'],
    ['0812 3456 7890 3578014507900001', '[hidden] [hidden]'],
    ['tgl 08-12-2026 0812 3456 7890', 'tgl 08-12-2026 [hidden]'],
  ])('takes away what is written as %j', (text, shown) => {
    expect(hidePersonalNumbers(text)).toBe(shown);
  });

  it.each([
    'tiket SBY-20261122-0047, dan DPK-20261123-100471',
    'Rp 1.500.000.000 dan Rp850.000.000,00, IDR 1500000000',
    'APBD 850.000.000 dari 1.250.000.000.000; 1,500,000,000 m3',
    '5000000000 rupiah',
    'tanggal 08-12-2026 09:30 s.d. 10-12-2026 16:00',
    'lahir 08/12/1990, 8.12.1990 dan 2026-12-08 08:15:30',
    'Senin 08.00-16.00, Jumat 08.00 - 11.30 WIB',
    'UU 23/2006 jo. UU 24/2013, Perpres No. 96/2018 Pasal 12, 13, 14, 15, 16',
    'surat nomor 470/1234/436.7.15/2026',
    'surat 005/0812/DISDUK/2026',
    'lokasi geo:-0.789275,113.921327',
    'di -7.250445, 112.768845',
    'RT 05 RW 08 No. 12, kode pos 60111',
    'umur 62, 85, 90, 12, 33 tahun',
    'nilai 0, 25, 50, 75, 100',
    'antrean A-081, loket 3, jam 08:15',
    'peladen 62.112.33.44 dan 10.0.0.12',
    'hubungi 112, 1500664 atau 14045',
    'air mati 🙏🏽 sejak kemarin',
  ])('raises no false alarm on "%s"', (text) => {
    expect(hidePersonalNumbers(text)).toBe(text);
  });

  it('leaves the numbers that the office itself tells everybody', () => {
    const ours = new Set(['81116315000', '315312144']);
    const text = 'Hubungi 0811-1631-5000 atau (031) 5312144, bukan 0812-1631-5000';
    expect(hidePersonalNumbers(text, { ours })).toBe('Hubungi 0811-1631-5000 atau (031) 5312144, bukan [hidden]');
  });

  it.each([
    'hub 8 1 2 3 4 5 6 7 8 9 0 0',
    'hub 3·5·7·8·0·1·4·5·0·7·9·0·0·0·0·1',
    'hub 0812👉3456👉7890',
    'hub 0812→3456→7890',
    'hub 0812👩‍👧3456👩‍👧7890',
    'hub 0812&#8211;3456&#x2013;7890',
    'hub 0812&#8203;34567890',
    'wa.me/%2B62%20812%203456%207890',
    'hub 0812%2D3456%2d7890',
    'hub 0812%E2%80%933456%C2%A07890',
  ])('hides the whole of what has signs between its digits that few people think of: %s', (text) => {
    expect(hidePersonalNumbers(text)).toMatch(/^(?:hub |wa\.me\/(?:%2B)?)\[hidden\]$/);
  });

  it.each([
    'nilai 8, 7, 9, 10, 6, 8, 9, 7, 10, 8',
    'diskon 50%20 ribu',
    '1 → 2 → 3 → 4',
    'skor 2%20 1%20 3',
    '🏠 12 🏠 13',
  ])('leaves what is none: %s', (text) => {
    expect(hidePersonalNumbers(text)).toBe(text);
  });

  it.each([
    ['hub 0812 dan 34567890', 'hub [hidden]'],
    ['hub 0857, lalu 7001, lalu 2233.', 'hub [hidden].'],
    ['Nomornya 0813 terus 44 55 66 77', 'Nomornya [hidden]'],
    ['0878 strip 1234 strip 5678 ya', '[hidden] ya'],
    ['0821 (Telkomsel) 34567890', '[hidden]'],
    ['+62 819 sambung 3344 5566', '[hidden]'],
    ['62838 kemudian 11223344', '[hidden]'],
    ['0852 itu belakangnya 99887766, 5 orang', '[hidden], 5 orang'],
    ['0812abc34567890', '[hidden]'],
    ['0896 habis itu 123 habis itu 45678', '[hidden]'],
    ['0８１２ ｄａｎ ３４５６７８９０', '[hidden]'],
    ['kosong delapan satu dua lalu tiga empat lima enam terus tujuh delapan sembilan', '[hidden]'],
    ['0831 dan tiga tiga empat empat lima lima enam', '[hidden]'],
    ['area 024 lalu 6921105', 'area [hidden]'],
    ['(0341) nomor 551234', '[hidden]'],
    ['021 dan 7805 1234', '[hidden]'],
    ['NIK 357801 lalu 4507900001', 'NIK [hidden]'],
    ['NIK 3578 dan 0145 dan 0790 dan 0001', 'NIK [hidden]'],
    ['35780145 yang terakhir 07900001', '[hidden]'],
    ['kartu 4111 strip 1111 strip 1111 strip 1111', 'kartu [hidden]'],
  ])('puts together what is parted by words: %j', (text, shown) => {
    expect(hidePersonalNumbers(text)).toBe(shown);
  });

  it.each([
    'jam 0812 dan 10 menit kemudian',
    'antrean 0815 loket 3 kode pos 60111',
    'RT 024 RW 005 kode pos 60111',
    'berkas 0812 tanggal 12 Desember 2026',
    'berkas 0815 tiket 34567890',
    'pukul 0830 sampai 1600',
    'pukul 0815 hadir 345678 orang',
    'Loket 0812. Pelapor 34567890 menunggu',
    'KK 3578 dan RT 05 dan RW 08',
    'nomor surat 021 sampai 035 tahun 2026',
    'antara 021 dan 1250 rupiah',
    '2 dan 3 dan 4 dan 5 dan 6 dan 7 dan 8 dan 9 dan 10',
    'ada 0812 dan setelah itu warga yang lain datang lagi 34567890',
  ])('leaves figures apart that are told one after the other: %s', (text) => {
    expect(hidePersonalNumbers(text)).toBe(text);
  });

  it.each([
    ['telp 6921105', 'telp [hidden]'],
    ['Telepon rumah saya: 692 1105.', 'Telepon rumah saya: [hidden].'],
    ['bisa ditelepon di 7805-1234 sore', 'bisa ditelepon di [hidden] sore'],
    ['tlp. 42 11 05', 'tlp. [hidden]'],
    ['telp 6921105 / 6921106 atau 6921107', 'telp [hidden] / [hidden] atau [hidden]'],
    ['hubungi 112, 1500664 atau 5551234', 'hubungi 112, 1500664 atau [hidden]'],
    ['hubungi Pak Budi 551234 saja', 'hubungi Pak Budi [hidden] saja'],
    ['faks 31245', 'faks [hidden]'],
    ['nomor saya 8412233', 'nomor saya [hidden]'],
    ['my number is 692-1105', 'my number is [hidden]'],
    ['6921105 (telp rumah)', '[hidden] (telp rumah)'],
    ['78051234 itu nomor telepon kantor', '[hidden] itu nomor telepon kantor'],
    ['telepon ５５１２３４５', 'telepon [hidden]'],
    ['WA 34567890', 'WA [hidden]'],
    ['TELEPONNYA 6921000', 'TELEPONNYA [hidden]'],
  ])('knows a local number by the word for a telephone beside it: %j', (text, shown) => {
    expect(hidePersonalNumbers(text)).toBe(shown);
  });

  it.each([
    'antrean 6921105, loket 42',
    'warga menelepon soal tiket 6921105',
    'telepon untuk tagihan 5551234',
    'jumlah telepon 250431 bulan ini',
    'telepon masuk 125431',
    'ditelepon 25000 kali, 60111 orang menunggu',
    'HP seharga 2500000, hp 3500000',
    'telepon 250.000 per bulan',
    'telepon 14045, 1500664 dan 08001234',
    'menelepon pada tahun 2026 di kode pos 60111',
    'hotel 6921105',
    'telp. Kantor. Berkas itu 6921105',
    'meteran 56123456, NOP 32.76.050.002.003-1234.0',
    'nomor rumah 121, RT 05',
    '6921105',
  ])('leaves what nothing says to be a telephone: %s', (text) => {
    expect(hidePersonalNumbers(text)).toBe(text);
  });

  it.each(['1234567890', '1795322123', '1420012345678', '1795322123456'])(
    'hides %s, which people write as an account or a number, and a program as a moment',
    (number) => {
      expect(hidePersonalNumbers(`rek. ${number} atas nama ibu`)).toBe('rek. [hidden] atas nama ibu');
      const isMoment = number.startsWith('17');
      expect(hidePersonalNumbers(`at ${number}`, { moments: true })).toBe(isMoment ? `at ${number}` : 'at [hidden]');
    },
  );

  it("leaves the exchange's ids of calls in anybody's words", () => {
    const text = 'asterisk:1795322123.45 dan 1795322123.1045:offered:1795322130.7';
    expect(hidePersonalNumbers(text)).toBe(text);
  });

  it('leaves the local form of a number of the office', () => {
    expect(hidePersonalNumbers('telp 5312144 atau 5312145', { ours: new Set(['315312144']) })).toBe(
      'telp 5312144 atau [hidden]',
    );
  });

  it('hides each of several numbers and leaves the words', () => {
    expect(hidePersonalNumbers('from 081234567890 about 3578011501900001 and 0812-3456-7891!')).toBe(
      'from [hidden] about [hidden] and [hidden]!',
    );
  });

  it('is quick on text made to be slow', () => {
    // The processor's time: others may work beside.
    const startedAt = process.cpuUsage();
    // As long as what people write.
    for (const sample of [
      ...[
        '0 ',
        '(0',
        '0',
        '0()',
        '+1 ().',
        '٠ ',
        '08.1',
        '12/',
        '1.234',
        'Rp 1.000',
        '1/a',
        'no 1/',
        '1.',
        'a0-',
        'no 1.1',
        '0812 dan ',
        '0812 a ',
        'telp 55123 ',
        'telp a ',
        '1 dan ',
        'dan ',
        '55123(telp',
      ],
    ])
      hidePersonalNumbers(sample.repeat(5_000 / sample.length));
    expect(process.cpuUsage(startedAt).user / 1000).toBeLessThan(1_000);
  });
});
