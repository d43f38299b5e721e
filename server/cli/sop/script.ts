import type { CaseEvent } from '../../domain/case/events.ts';
import { nearest } from '../../domain/sop/nearest.ts';
import { procedureEvents } from '../../domain/sop/vocabulary.ts';
import { commonEvents } from '../../domain/sop/work-events.ts';
import { momentPattern } from './moments.ts';

/** One line of a script of events. */
export type ScriptLine =
  | { readonly is: 'note'; readonly text: string }
  | { readonly is: 'procedure'; readonly caseNumber: number; readonly name: string; readonly text: string }
  | { readonly is: 'hours'; readonly name: string; readonly text: string }
  | { readonly is: 'server'; readonly away: boolean; readonly moment: string; readonly text: string }
  | {
      readonly is: 'event';
      readonly moment: string;
      /** When the server heard of it, where that was later. */
      readonly handled: string;
      readonly caseNumber: number;
      readonly type: CaseEvent['type'];
      readonly data: Readonly<Record<string, string | boolean>>;
      readonly text: string;
    };

/** What may happen: what procedures speak of, and what may be done to any open case. */
const known: readonly string[] = [...procedureEvents, ...commonEvents];

/** What may stand behind an event without its name, as in `call.offered o1 siti`. */
const positions: Readonly<Record<string, readonly string[]>> = {
  'call.offered': ['offerId', 'agentId'],
  'call.answered': ['offerId', 'agentId'],
  'offer.lapsed': ['offerId', 'agentId', 'reason'],
  'call.ended': ['endedBy'],
  'report.received': ['channel'],
};

const eventLine = new RegExp(`^(${momentPattern}) (.+?)(?: handled (${momentPattern}))?$`);

/**
 * Reads a script: the form of `tests/scenarios`, in events. Lines that are indented are what a former play wrote.
 * @throws naming the line that cannot be read
 */
export function readScript(text: string): readonly ScriptLine[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line, index) => ({ line, number: index + 1 }))
    .filter(({ line }) => !line.startsWith('  '))
    .map(({ line, number }) => {
      try {
        return readLine(line);
      } catch (error) {
        throw new Error(`line ${number} (${line}): ${error instanceof Error ? error.message : String(error)}`);
      }
    });
}

function readLine(line: string): ScriptLine {
  if (line === '' || line.startsWith('#')) return { is: 'note', text: line };
  const procedure = /^sop (?:#(\d+) )?(\S+)$/.exec(line);
  if (procedure) {
    return { is: 'procedure', caseNumber: Number(procedure[1] ?? 1), name: procedure[2] ?? '', text: line };
  }
  const hours = /^hours (\S+)$/.exec(line);
  if (hours) return { is: 'hours', name: hours[1] ?? '', text: line };
  const [, moment = '', what = '', handled] = eventLine.exec(line) ?? [];
  if (moment === '') throw new Error('a line begins with a moment such as 01:23.456 or 2026-11-20 15:55');
  if (what === 'server.away' || what === 'server.back') {
    return { is: 'server', away: what === 'server.away', moment, text: line };
  }
  const words = what.match(/(?:[^\s"]+|"[^"]*")+/g) ?? [];
  const caseNumber = Number(words.find((word) => /^#\d+$/.test(word))?.slice(1) ?? 1);
  const [type = '', ...rest] = words.filter((word) => !/^#\d+$/.test(word));
  if (!known.includes(type)) {
    const near = nearest(type, known);
    throw new Error(`the event "${type}" never happens${near === null ? '' : `; is "${near}" meant?`}`);
  }
  const event = { is: 'event', moment, handled: handled ?? moment, caseNumber, text: line } as const;
  return { ...event, type: type as CaseEvent['type'], data: dataOf(type, rest) };
}

function dataOf(type: string, words: readonly string[]): Readonly<Record<string, string | boolean>> {
  const named = positions[type] ?? [];
  let place = 0;
  return Object.fromEntries(
    words.map((word) => {
      const at = word.indexOf('=');
      const name = at < 0 ? named[place++] : word.slice(0, at);
      if (name === undefined) throw new Error(`"${word}" is no part of ${type}; write it as name=value`);
      const value = word.slice(at + 1).replace(/^"|"$/g, '');
      return [name, value === 'true' ? true : value === 'false' ? false : value];
    }),
  );
}
