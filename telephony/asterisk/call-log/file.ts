import { type FileHandle, open } from 'node:fs/promises';
import { type LogLine, parseLogLine } from './lines.ts';

/** What was found of a stretch of time. */
export interface LogRead {
  /** As they stand in the files, oldest first. */
  readonly lines: readonly LogLine[];
  /** Whether the log goes back before the stretch: else something of it may be missing. */
  readonly whole: boolean;
  /** Lines that made no sense. */
  readonly garbled: number;
}

const chunkBytes = 256 * 1024;
/** A day of a hotline that is called all the time; what is further back is not read. */
const bytesAtMost = 128 * 1024 * 1024;
/** Files that logrotate has put away, by its own names: `.1` is the newest. */
const rotatedAtMost = 7;

/**
 * Reads the log back to a moment, the newest file first and its end first, so that a long log costs no more than a short
 * one. A line that is being written, cut off by a crash, or garbled is passed over and counted.
 * @param since epoch ms, by the exchange's clock.
 * @throws when the log is not there or may not be read.
 */
export async function readLogBack(path: string, since: number): Promise<LogRead> {
  const parts: LogLine[][] = [];
  const budget = { bytes: bytesAtMost };
  let garbled = 0;
  let whole = false;
  for (let turn = 0; turn <= rotatedAtMost && !whole && budget.bytes > 0; turn += 1) {
    const file = await open(turn === 0 ? path : `${path}.${turn}`).catch((error: NodeJS.ErrnoException) => {
      if (turn > 0 && error.code === 'ENOENT') return null;
      throw error;
    });
    if (!file) break;
    try {
      const found = await readFileBack(file, since, budget);
      parts.unshift(found.lines);
      garbled += found.garbled;
      whole = found.whole;
    } finally {
      await file.close();
    }
  }
  return { lines: parts.flat(), whole, garbled };
}

async function readFileBack(file: FileHandle, since: number, budget: { bytes: number }) {
  const { size } = await file.stat();
  const pages: LogLine[][] = [];
  let garbled = 0;
  let whole = false;
  /** The beginning of a page is the end of a line that begins in the page before it. */
  let rest: Buffer = Buffer.alloc(0);
  for (let end = size; end > 0 && !whole && budget.bytes > 0; ) {
    const length = Math.min(chunkBytes, end);
    const page = Buffer.alloc(length);
    const { bytesRead } = await file.read(page, 0, length, end - length);
    // Cut shorter under our hands, as by `copytruncate`: what is gone is in the next file.
    if (bytesRead < length) break;
    end -= length;
    budget.bytes -= length;
    const text = Buffer.concat([page, rest]);
    const first = end === 0 ? 0 : text.indexOf(10) + 1;
    if (end > 0 && first === 0) {
      // One line longer than a page is none of Asterisk's; it is not gathered for ever.
      rest = text.length > 4 * chunkBytes ? Buffer.alloc(0) : text;
      continue;
    }
    rest = text.subarray(0, first);
    const lines: LogLine[] = [];
    for (const one of text.subarray(first).toString('utf8').split('\n')) {
      const line = one === '' ? undefined : parseLogLine(one);
      if (line === null) garbled += 1;
      else if (line && line.at < since) whole = true;
      else if (line) lines.push(line);
    }
    pages.unshift(lines);
  }
  return { lines: pages.flat(), whole, garbled };
}
