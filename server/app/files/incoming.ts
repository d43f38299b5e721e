import { createHash } from 'node:crypto';
import { type FileKind, type FileLimits, type FileRefusal, fileKindOf, plainType } from '../../domain/files/kinds.ts';
import type { FileWorkshop, Picture, ScanFile } from '../ports/files.ts';
import { FilesFault } from '../ports/files.ts';

/** Thrown in the midst of reading what is not taken. */
export class NotTaken extends Error {
  readonly why: FileRefusal;
  constructor(why: FileRefusal) {
    super(why);
    this.name = 'NotTaken';
    this.why = why;
  }
}

export interface IncomingDeps {
  readonly workshop: FileWorkshop;
  /** What a file is by its first bytes; null: nothing that is known by them. */
  readonly mediaTypeOf: (head: Uint8Array) => Promise<string | null>;
  readonly headBytes: number;
  /** Null: none is set up. */
  readonly scan: ScanFile | null;
  readonly limits: FileLimits;
}

/** What a file turned out to be, to be kept. */
export interface Taken {
  readonly kind: FileKind;
  readonly mediaType: string;
  readonly content: AsyncIterable<Uint8Array>;
  readonly preview: Picture | null;
  readonly pages: number | null;
  readonly active: boolean;
  /** It was looked through for malware already; one that is not in memory is, once it is stored. */
  readonly scanned: boolean;
}

/**
 * Reads what somebody sent, no further than its limit: what it is is said by its content. Pictures and documents are worked
 * on, in memory; sounds and films go through in pieces.
 * @param room bytes that the case has left
 * @throws NotTaken; FilesFault where nobody can look at it now
 */
export async function takeIncoming(deps: IncomingDeps, bytes: AsyncIterable<Uint8Array>, room: number): Promise<Taken> {
  const { head, whole } = await begun(bytes, deps.headBytes);
  if (head.length === 0) throw new NotTaken('file_empty');
  const found = await deps.mediaTypeOf(head);
  const kind = fileKindOf(found);
  if (kind === null || found === null) throw new NotTaken('file_kind');
  const bounded = limited(whole, deps.limits.bytes[kind], room);
  const plain = { kind, mediaType: plainType(found), preview: null, pages: null, active: false };
  if (kind === 'sound' || kind === 'film') return { ...plain, content: bounded, scanned: false };
  const all = await collected(bounded);
  if (deps.scan && (await deps.scan(once(all))) === 'infected') throw new NotTaken('file_infected');
  const scanned = deps.scan !== null;
  if (kind === 'picture') {
    const { picture, preview } = worked(await deps.workshop.picture(all));
    return { ...plain, mediaType: picture.mediaType, content: once(picture.bytes), preview, scanned };
  }
  const { pages, active, preview } = worked(await deps.workshop.document(all));
  return { ...plain, content: once(all), preview, pages, active, scanned };
}

function worked<T>(made: ({ readonly ok: true } & T) | { readonly ok: false; readonly why: 'unreadable' | 'away' }): T {
  if (made.ok) return made;
  if (made.why === 'unreadable') throw new NotTaken('file_unreadable');
  throw new FilesFault('away', 'nobody can look at the file now');
}

/** The first bytes, and all of them from the beginning. */
async function begun(bytes: AsyncIterable<Uint8Array>, length: number) {
  const iterator = bytes[Symbol.asyncIterator]();
  const first: Uint8Array[] = [];
  let size = 0;
  while (size < length) {
    const { done, value } = await iterator.next();
    if (done) break;
    first.push(value);
    size += value.byteLength;
  }
  async function* whole(): AsyncGenerator<Uint8Array> {
    yield* first;
    for (;;) {
      const { done, value } = await iterator.next();
      if (done) return;
      yield value;
    }
  }
  return { head: Buffer.concat(first).subarray(0, length), whole: whole() };
}

async function* limited(bytes: AsyncIterable<Uint8Array>, most: number, room: number): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.byteLength;
    if (size > most) throw new NotTaken('file_too_large');
    if (size > room) throw new NotTaken('case_full');
    yield chunk;
  }
}

/** All of it, in memory. */
export async function collected(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const chunk of bytes) all.push(chunk);
  return Buffer.concat(all);
}

/** Bytes in memory as a source. */
export async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** Bytes as they go by; what they came to is known when they have gone. */
export function measured(bytes: AsyncIterable<Uint8Array>) {
  const hash = createHash('sha256');
  let size = 0;
  async function* passing(): AsyncGenerator<Uint8Array> {
    for await (const chunk of bytes) {
      hash.update(chunk);
      size += chunk.byteLength;
      yield chunk;
    }
  }
  return { bytes: passing(), came: () => ({ bytes: size, sha256: hash.digest('hex') }) };
}
