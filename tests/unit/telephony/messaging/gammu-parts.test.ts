import fc from 'fast-check';
import { concatenationIn, gather, headerOf, type PartRow } from '../../../../telephony/messaging/gammu/parts.ts';

let count = 0;
const row = (text: string, udh = '', more: Partial<PartRow> = {}): PartRow => ({
  id: ++count,
  from: '+628110000001',
  recipient: 'modem',
  text,
  udh,
  ageMs: 0,
  ...more,
});
const part = (text: string, position: number, total: number, reference = 7, more: Partial<PartRow> = {}) =>
  row(text, headerOf({ reference, total, position }), more);
const texts = (rows: PartRow[], waitMs = 1000) => gather(rows, waitMs).map(({ text }) => text);

describe('the header of a part', () => {
  it.each([
    ['0500030A0201', { reference: 10, total: 2, position: 1 }],
    ['06080401F40302', { reference: 500, total: 3, position: 2 }],
    ['0b05040b8423f000030a0201', { reference: 10, total: 2, position: 1 }],
    ['', null],
    ['06050423F40000', null],
    ['0500030A0203', null],
    ['0500030A0200', null],
    ['0500030A0101', null],
    ['0500030A02', null],
    ['05', null],
    ['zz', null],
  ])('%p says %p', (udh, said) => {
    expect(concatenationIn(udh)).toEqual(said);
  });

  it('is read as it was written', () => {
    const byte = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(byte, fc.integer({ min: 2, max: 255 }), byte, (reference, total, at) => {
        const concatenation = { reference, total, position: 1 + (at % total) };
        expect(concatenationIn(headerOf(concatenation))).toEqual(concatenation);
      }),
    );
  });

  it('may be anything', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const said = concatenationIn(Buffer.from(bytes).toString('hex'));
        expect(said === null || (said.position >= 1 && said.position <= said.total)).toBe(true);
      }),
    );
  });
});

describe('parts', () => {
  it('are put together whatever their order', () => {
    const message = gather([part('tiga', 3, 3), part('satu ', 1, 3), part('dua ', 2, 3)], 1000);
    expect(message.map(({ text, complete }) => [text, complete])).toEqual([['satu dua tiga', true]]);
  });

  it('of one sender, number, reference and length belong together, others do not', () => {
    const rows = [
      part('a1', 1, 2),
      part('b1', 1, 2, 7, { from: '+628110000002' }),
      part('c1', 1, 2, 8),
      part('d1', 1, 2, 7, { recipient: 'another' }),
      part('a2', 2, 2),
      part('b2', 2, 2, 7, { from: '+628110000002' }),
      part('c2', 2, 2, 8),
      part('d2', 2, 2, 7, { recipient: 'another' }),
      row('alone'),
    ];
    expect(texts(rows)).toEqual(['a1a2', 'b1b2', 'c1c2', 'd1d2', 'alone']);
  });

  it('with a reference used again are another message', () => {
    expect(texts([part('a1', 1, 2), part('a2', 2, 2), part('b1', 1, 2), part('b2', 2, 2)])).toEqual(['a1a2', 'b1b2']);
  });

  it('wait for those that are missing, and are then told without', () => {
    const old = [part('satu ', 1, 3, 7, { ageMs: 5000 }), part('tiga', 3, 3, 7, { ageMs: 999 })];
    expect(texts(old)).toEqual([]);
    expect(
      gather(
        old.map((each) => ({ ...each, ageMs: each.ageMs + 1 })),
        1000,
      ),
    ).toMatchObject([{ text: 'satu […]tiga', complete: false }]);
  });
});
