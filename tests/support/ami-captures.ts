import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFraming } from '../../telephony/asterisk/framing.ts';
import { normalisePacket, type Packet } from '../../telephony/asterisk/packets.ts';
import { createTranslator } from '../../telephony/asterisk/translate.ts';
import type { ExchangeEvent } from '../../telephony/events.ts';

const folder = join(import.meta.dirname, '../fixtures/ami');
export const captures = readdirSync(folder).map((file) => file.replace(/\.ami$/, ''));
export const capture = (name: string) => readFileSync(join(folder, `${name}.ami`), 'utf8');

/** Stands in for the package's parser on whole packets; the tests of the exchange use the package itself. */
export function parse(whole: string): Packet[] {
  return whole.split('\r\n\r\n').flatMap((block) => {
    const lines = block.split('\r\n').filter((line) => line.includes(':'));
    const item = Object.fromEntries(
      lines.map((line) => [line.split(': ')[0]?.toLowerCase(), line.replace(/^[^:]*: ?/, '')]),
    );
    const packet = lines.length > 0 ? normalisePacket(item) : null;
    return packet ? [packet] : [];
  });
}

export const translator = () =>
  createTranslator({ name: 'a', hotlineContexts: ['hotline'], tech: 'PJSIP', now: () => 1 });

/** What the translator makes of captured bytes, handed over in pieces of `chunkSize`. */
export function eventsOf(bytes: string, chunkSize = bytes.length): ExchangeEvent[] {
  const frame = createFraming(100_000, () => {
    throw new Error('oversized');
  });
  const { packet } = translator();
  const events: ExchangeEvent[] = [];
  for (let at = 0; at < bytes.length; at += chunkSize) {
    for (const one of parse(frame(bytes.slice(at, at + chunkSize)))) events.push(...packet(one));
  }
  return events;
}
