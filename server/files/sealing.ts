import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { FilesFault } from '../app/ports/files.ts';

/**
 * Sealing in pieces, so that no file is in memory as a whole: AES-256-GCM over 64 KiB at a time in the manner of STREAM
 * (Hoang, Reyhanitabar, Rogaway, Vizár 2015). The nonce counts the pieces, and its last byte marks the last one: pieces
 * that were left out, swapped, added or cut off do not open. Each file has a key of its own, and each sealing a salt, from
 * which the key of its pieces is derived; so no key seals two things under one nonce.
 */
const magic = Buffer.from('SIGAPF1\n');
const saltBytes = 16;
const tagBytes = 16;
const pieceBytes = 64 * 1024;

const keyOf = (key: Buffer, salt: Buffer): Buffer => Buffer.from(hkdfSync('sha256', key, salt, 'sigap/file/v1', 32));

function nonceOf(index: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(index, 7);
  nonce[11] = last ? 1 : 0;
  return nonce;
}

/** The bytes in pieces of exactly this length, the last of which may be shorter, or empty where there is nothing. */
async function* pieces(
  source: AsyncIterable<Uint8Array>,
  length: number,
): AsyncGenerator<[piece: Buffer, last: boolean]> {
  let held: Buffer[] = [];
  let size = 0;
  for await (const chunk of source) {
    held.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    size += chunk.byteLength;
    // One byte more must be known before a piece is not the last.
    while (size > length) {
      const all = held.length === 1 && held[0] ? held[0] : Buffer.concat(held);
      yield [all.subarray(0, length), false];
      held = [all.subarray(length)];
      size -= length;
    }
  }
  yield [Buffer.concat(held), true];
}

/** @param key 32 bytes, of this file alone */
export async function* sealed(key: Buffer, plain: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  const salt = randomBytes(saltBytes);
  const pieceKey = keyOf(key, salt);
  yield Buffer.concat([magic, salt]);
  let index = 0;
  for await (const [piece, last] of pieces(plain, pieceBytes)) {
    const cipher = createCipheriv('aes-256-gcm', pieceKey, nonceOf(index, last));
    yield Buffer.concat([cipher.update(piece), cipher.final(), cipher.getAuthTag()]);
    index += 1;
  }
}

const damaged = () => new FilesFault('damaged', 'a sealed file is damaged, or not ours');

/** Opens what {@link sealed} made. @throws FilesFault `damaged`, when the piece is reached that is not as it was */
export async function* opened(key: Buffer, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  const headBytes = magic.length + saltBytes;
  const known: { head: Buffer | null } = { head: null };
  const iterator = bytes[Symbol.asyncIterator]();
  async function* body(): AsyncGenerator<Uint8Array> {
    let start: Buffer = Buffer.alloc(0);
    for (;;) {
      const { done, value } = await iterator.next();
      if (done) break;
      if (known.head !== null) {
        yield value;
        continue;
      }
      start = Buffer.concat([start, value]);
      if (start.length < headBytes) continue;
      known.head = start.subarray(0, headBytes);
      yield start.subarray(headBytes);
    }
  }
  try {
    let pieceKey: Buffer | null = null;
    let index = 0;
    for await (const [piece, last] of pieces(body(), pieceBytes + tagBytes)) {
      const { head } = known;
      if (!head?.subarray(0, magic.length).equals(magic) || piece.length < tagBytes) throw damaged();
      pieceKey ??= keyOf(key, head.subarray(magic.length));
      const decipher = createDecipheriv('aes-256-gcm', pieceKey, nonceOf(index, last), { authTagLength: tagBytes });
      decipher.setAuthTag(piece.subarray(-tagBytes));
      const text = decipher.update(piece.subarray(0, -tagBytes));
      try {
        decipher.final();
      } catch {
        throw damaged();
      }
      if (text.length > 0) yield text;
      index += 1;
    }
  } finally {
    await iterator.return?.();
  }
}
