const end = '\r\n\r\n';

/**
 * Cuts the stream into whole packets before the package's own parser sees it, so that a packet without end costs no
 * memory and the parser is never left in the middle of something.
 * @returns a function that takes a chunk and gives the whole packets that are now complete, as one text ('' if none).
 */
export function createFraming(maxPacketChars: number, oversized: () => void): (chunk: string) => string {
  let rest = '';
  let skipping = false;
  return (chunk) => {
    rest += chunk;
    if (skipping) {
      const next = rest.indexOf(end);
      if (next < 0) {
        // The end mark itself may come in pieces.
        rest = rest.slice(-end.length);
        return '';
      }
      skipping = false;
      rest = rest.slice(next + end.length);
    }
    const last = rest.lastIndexOf(end);
    let whole = '';
    if (last >= 0) {
      whole = rest.slice(0, last + end.length);
      rest = rest.slice(last + end.length);
    }
    if (rest.length > maxPacketChars) {
      oversized();
      skipping = true;
      rest = rest.slice(-end.length);
    }
    return whole;
  };
}
