import { soundOfWav } from '../../../../../telephony/twilio/voice/sound.ts';

const part = (name: string, body: Buffer) => {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(body.length);
  return Buffer.concat([Buffer.from(name), length, body, Buffer.alloc(body.length % 2)]);
};
const format = ({ kind = 1, channels = 1, rate = 8_000, bits = 16 } = {}) => {
  const body = Buffer.alloc(16);
  body.writeUInt16LE(kind, 0);
  body.writeUInt16LE(channels, 2);
  body.writeUInt32LE(rate, 4);
  body.writeUInt16LE(bits, 14);
  return part('fmt ', body);
};
const file = (...parts: Buffer[]) => part('RIFF', Buffer.concat([Buffer.from('WAVE'), ...parts]));
const samples = Buffer.from([0, 0, 0, 0]);

it('is read from 16 bits and from µ-law, behind whatever stands before it', () => {
  expect(soundOfWav(file(format(), part('LIST', Buffer.from('odd')), part('data', samples)))).toEqual(
    Buffer.from([0xff, 0xff]),
  );
  expect(soundOfWav(file(format({ kind: 7, bits: 8 }), part('data', Buffer.from([1, 2, 3]))))).toEqual(
    Buffer.from([1, 2, 3]),
  );
  expect(soundOfWav(file(format(), part('data', Buffer.alloc(0))))).toHaveLength(0);
});

it.each([
  ['no file', Buffer.from('<html>')],
  ['two channels', file(format({ channels: 2 }), part('data', samples))],
  ['another rate', file(format({ rate: 16_000 }), part('data', samples))],
  ['another kind', file(format({ kind: 85 }), part('data', samples))],
  ['no word of how it is written', file(part('data', samples))],
  ['a broken word of it', file(part('fmt ', Buffer.alloc(4)), part('data', samples))],
  ['no sound', file(format())],
])('is none of %s', (_what, bytes) => {
  expect(soundOfWav(bytes)).toBeNull();
});
