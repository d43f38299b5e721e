import type { Request } from 'express';
import { HttpProblem } from './problem.ts';

/**
 * The bytes of a small file that a route takes.
 * @param most how many there may be
 * @throws HttpProblem `too_large`, answered on the connection that it still comes on
 */
export async function readBytes(request: Request, most: number): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  let size = 0;
  try {
    // An end of ours would cut the connection before the answer.
    for await (const part of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      size += part.length;
      if (size > most) throw new HttpProblem(413, 'too_large', `At most ${most} bytes are taken.`);
      parts.push(part);
    }
  } finally {
    request.resume();
  }
  return Buffer.concat(parts);
}
