import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { createAsteriskExchange } from '../../telephony/asterisk/exchange.ts';
import type { ExchangeEvent } from '../../telephony/events.ts';
import type { ExchangePort } from '../../telephony/port.ts';
import { type FakeAmi, startFakeAmi } from '../support/fake-ami.ts';
import { until } from '../support/until.ts';

/**
 * Whatever comes over the manager's socket between the packets of a call, in whatever pieces: the call is told whole, the
 * link stays, and what made no sense is counted. The link, the package's parser and the translator are the real ones.
 */
const captured = readFileSync(new URL('../fixtures/ami/answered-caller-hangs-up.ami', import.meta.url), 'utf8');
const packets = captured
  .slice(captured.indexOf('Event: Newchannel'))
  .split('\r\n\r\n')
  .filter((packet) => packet.startsWith('Event:'));
const linkedId = /^Linkedid: (\S+)/m.exec(packets[0] ?? '')?.[1] ?? '';
const end = '\r\n\r\n';
const limit = 200_000;

/** Bytes that are no text, and a header's value that is one by chance. */
const bytes = (size: number) =>
  fc.uint8Array({ maxLength: size }).map((all) => Buffer.from(all.filter((one) => one !== 10 && one !== 13)));
const name = fc.constantFrom('CallerIDName', 'Exten', 'X', '__proto__', 'constructor', 'toString', 'ChanVariable', '');
const header = fc.tuple(name, bytes(40)).map(([key, value]) => Buffer.concat([Buffer.from(`${key}: `), value]));
const lines = (headers: readonly Buffer[]) =>
  Buffer.concat(headers.flatMap((one) => [one, Buffer.from('\r\n')]).concat(Buffer.from('\r\n')));

/** One packet that is none of the call's; `nonsense`: it is to be counted. */
interface Stray {
  readonly bytes: Buffer;
  readonly nonsense: boolean;
}
const stray: fc.Arbitrary<Stray> = fc.oneof(
  // Unknown events with headers repeated, unknown, nameless, badly encoded.
  fc
    .array(header, { minLength: 1, maxLength: 12 })
    .map((headers) => ({ bytes: lines([Buffer.from('Event: Wetterbericht'), ...headers]), nonsense: false })),
  // A packet of the capture cut anywhere.
  fc.tuple(fc.nat(packets.length - 1), fc.nat(200)).map(([at, cut]) => {
    const text = (packets[at] ?? '').replaceAll(linkedId, '1.1').slice(0, 8 + cut);
    return { bytes: Buffer.from(`${text}${end}`), nonsense: false };
  }),
  // Two packets run together, a packet without a name, a NUL.
  fc.constant({ bytes: Buffer.from(`Event: A\r\nEvent: B${end}`), nonsense: true }),
  fc.constant({ bytes: Buffer.from(`Foo: bar${end}`), nonsense: true }),
  fc.constant({ bytes: Buffer.from(`Event: A\r\nFoo: a\0b${end}`), nonsense: true }),
  // A value of a megabyte, whole: more than a packet may have.
  fc.constant({ bytes: Buffer.from(`Event: Big\r\nFoo: ${'x'.repeat(1_000_000)}${end}`), nonsense: true }),
  // Lists of texts, of which Asterisk sends some.
  fc.array(fc.constantFrom('a=1', 'b=2', 'b=3', ''), { minLength: 2, maxLength: 6 }).map((all) => ({
    bytes: lines(['Event: VarSet', ...all.map((one) => `DestChanVariable: ${one}`)].map((one) => Buffer.from(one))),
    nonsense: false,
  })),
);

let ami: FakeAmi;
let exchange: ExchangePort;
let events: ExchangeEvent[];

const types = (id: string) =>
  events.flatMap((event) => ('callId' in event && event.callId === `a-${id}` ? [event.type] : []));

beforeAll(async () => {
  ami = await startFakeAmi();
  events = [];
  exchange = createAsteriskExchange({
    ...{ name: 'a', host: '127.0.0.1', port: ami.port, username: 'sigap', secret: 'right', now: Date.now },
    ...{ maxPacketChars: limit, log: { info() {}, warn() {}, error() {} } },
  });
  exchange.start({ event: (event) => void events.push(event), register: async () => ({ ticketNumber: '' }) });
  await until('a snapshot', () => events.some(({ type }) => type === 'exchange.snapshot'));
});
afterAll(async () => {
  await exchange.stop();
  await ami.stop();
});

let calls = 0;
/** The bytes of one more such call, with what lies between its packets, and its id. */
function oneMore(between: readonly (readonly [number, Stray])[]) {
  calls += 1;
  const id = `1700000000.${calls}`;
  const parts = packets.map((packet) => Buffer.from(`${packet.replaceAll(linkedId, id)}${end}`));
  for (const [place, { bytes: odd }] of between) {
    const at = place % packets.length;
    parts[at] = Buffer.concat([odd, parts[at] ?? Buffer.alloc(0)]);
  }
  return { id, all: Buffer.concat(parts) };
}

it('tells a call whole whatever lies between its packets, in whatever pieces it comes, and counts the rest', async () => {
  const clean = oneMore([]);
  ami.raw(clean.all);
  await until('the end', () => types(clean.id).includes('call.ended'));
  const told = types(clean.id);
  expect(told).toEqual(expect.arrayContaining(['call.arrived', 'call.offered', 'call.answered', 'call.ended']));
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(1_000), stray), { minLength: 1, maxLength: 6 }),
      fc.array(fc.integer({ min: 1, max: 4_000 }), { minLength: 1, maxLength: 40 }),
      async (between, sizes) => {
        const before = exchange.status().anomalies;
        const { id, all } = oneMore(between);
        for (let at = 0, turn = 0; at < all.length; turn += 1) {
          const size = turn < 200 ? (sizes[turn % sizes.length] ?? 1) : all.length;
          ami.raw(all.subarray(at, at + size));
          at += size;
        }
        await until('the end', () => types(id).includes('call.ended'));
        expect(types(id)).toEqual(told);
        const counted = exchange.status().anomalies - before;
        expect(counted).toBeGreaterThanOrEqual(between.filter(([, { nonsense }]) => nonsense).length > 0 ? 1 : 0);
        expect(exchange.status().connected).toBe(true);
      },
    ),
    { numRuns: 60 },
  );
  expect(events.filter(({ type }) => type === 'link.down')).toEqual([]);
  // Nothing of what was invented has become a call.
  const made = new Set(events.flatMap((event) => ('callId' in event ? [event.callId] : [])));
  expect([...made].filter((callId) => !callId.startsWith('a-1700000000.'))).toEqual([]);
});
