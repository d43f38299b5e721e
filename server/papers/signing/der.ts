/** One value of ASN.1 in DER. */
export interface Der {
  readonly tag: number;
  /** As it stands, with tag and length. */
  readonly raw: Buffer;
  readonly content: Buffer;
}

/** @throws where it is none, or cut short */
export function readDer(bytes: Buffer): Der {
  const short = bytes.readUInt8(1);
  const lengths = short < 0x80 ? 0 : short & 0x7f;
  if (lengths > 4) throw new RangeError('too long');
  const length = lengths === 0 ? (short < 0x80 ? short : Number.NaN) : bytes.readUIntBE(2, lengths);
  const begins = 2 + lengths;
  if (!(begins + length <= bytes.length)) throw new RangeError('cut short');
  return {
    tag: bytes.readUInt8(0),
    raw: bytes.subarray(0, begins + length),
    content: bytes.subarray(begins, begins + length),
  };
}

/** The values in one that is made of others. @throws as {@link readDer} */
export function partsOf({ content }: Pick<Der, 'content'>): readonly Der[] {
  const parts: Der[] = [];
  for (let rest = content; rest.length > 0; ) {
    const part = readDer(rest);
    parts.push(part);
    rest = rest.subarray(part.raw.length);
  }
  return parts;
}

export function der(tag: number, ...content: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  if (body.length < 0x80) return Buffer.concat([Buffer.from([tag, body.length]), body]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  const digits = length.subarray(length.findIndex((byte) => byte !== 0));
  return Buffer.concat([Buffer.from([tag, 0x80 | digits.length]), digits, body]);
}

export const tags = { integer: 0x02, bytes: 0x04, none: 0x05, oid: 0x06, sequence: 0x30, set: 0x31 } as const;
/** Marked as the part of that number, made of others. */
export const marked = (number: number): number => 0xa0 | number;

/** @param dotted such as `1.2.840.113549.1.7.2` */
export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const digits = [first * 40 + second, ...rest].flatMap((arc) => {
    const sevens = [arc & 0x7f];
    for (let left = arc >>> 7; left > 0; left >>>= 7) sevens.unshift((left & 0x7f) | 0x80);
    return sevens;
  });
  return der(tags.oid, Buffer.from(digits));
}
