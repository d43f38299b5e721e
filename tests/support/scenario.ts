import type { Actor } from '../../server/app/people/policies.ts';
import type { AlertRecord } from '../../server/app/ports/alerts.ts';
import type { CaseChange } from '../../server/app/ports/ports.ts';
import type { Role } from '../../server/contract/people.ts';
import { outcomeOf } from '../../server/domain/call/call.ts';
import type { StepRun } from '../../server/domain/sop/state.ts';
import type { Budget } from '../../server/domain/sop/step-definition.ts';
import { stepOf } from '../../server/domain/sop/thresholds.ts';
import { isActionEvent } from '../../server/domain/sop/work-events.ts';
import type { CallEvent } from '../../telephony/events.ts';
import { createDesk, type Desk, surabaya } from './scenario-desk.ts';

const ani = '081234567890';
const people: Readonly<Record<string, Role>> = {
  siti: 'agent',
  budi: 'agent',
  dewi: 'dispatcher',
  hadi: 'official',
  tono: 'official',
  rina: 'supervisor',
};

/**
 * Plays a scenario: a text of moments and what happens at them, with what comes of it indented below. Form:
 *
 * ```text
 * # A comment.
 * 00:02.000 call.offered o1 siti
 *   what came of it: written by this function
 * 00:09.000 siti intake.saved #2 complaint="…"       what somebody does, on the call's second ticket
 * 00:08.000 siti types #2                            the first word of a form
 * 00:00.000 call.arrived withheld                    a caller without a number
 * 00:11.000 gateway takes #2                         or refuses: the words that wait longest for it
 * 00:05.000 call.answered o1 siti handled 00:08.000  an event that reached the server late
 * 00:10.000 server.away                              until server.back no timer runs and nothing is handled
 * ```
 * @returns the same text with everything indented written anew.
 * @throws with the line that cannot be read.
 */
export function playScenario(text: string): string {
  const desk = createDesk();
  const lines: string[] = [];
  let away: string[] | null = null;
  let inputs = 0;
  let clock = 0;

  const write = (...written: readonly string[]) => lines.push(...written.map((line) => `  ${line}`));
  const passUntil = (moment: number) => {
    for (let at = desk.next(); at !== null && at < moment; at = desk.next()) write(...told(desk, () => desk.raise(at)));
  };
  const handle = (line: string, now: number) => {
    const happened = inputOf(line, desk, inputs, now);
    write(...told(desk, happened));
  };

  for (const [index, line] of withoutOutput(text).entries()) {
    try {
      if (line === '' || line.startsWith('#')) {
        lines.push(line);
        continue;
      }
      inputs += 1;
      const [, moment = '', what = ''] = /^(\S+) (.+)$/.exec(line) ?? [];
      const handledAt = momentOf(/ handled (\S+)$/.exec(line)?.[1] ?? moment);
      if (handledAt < clock) throw new Error('is handled before the line above it');
      clock = handledAt;
      if (!away) passUntil(clock);
      lines.push(line);
      if (what === 'server.away') away = [];
      else if (what === 'server.back') {
        const missed: string[] = away ?? [];
        away = null;
        const due = desk.next();
        if (due !== null && due <= clock) write(...told(desk, () => desk.raise(clock)));
        for (const one of missed) {
          write(`hears of ${one}`);
          handle(one, clock);
        }
      } else if (away) away.push(line);
      else handle(line, clock);
    } catch (error) {
      throw new Error(`line ${index + 1} (${line}): ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  passUntil(Number.POSITIVE_INFINITY);
  write(...summaryOf(desk));
  return `${lines.join('\n')}\n`;
}

function withoutOutput(text: string): string[] {
  return text
    .trimEnd()
    .split('\n')
    .filter((line) => !line.startsWith('  '));
}

/** What a line makes happen at the desk, when called. */
function inputOf(line: string, desk: Desk, count: number, now: number): () => readonly CaseChange[] | string {
  const [moment = '', first = '', ...rest] = line.replace(/ handled \S+$/, '').match(/(?:[^\s"]+|"[^"]*")+/g) ?? [];
  const at = momentOf(moment);
  if (first === 'ticket.numbered') return () => desk.numbered(at, now);
  if (first.includes('.')) {
    const { event, agentId } = callEventOf(first, rest, at);
    return () => desk.exchange(event, agentId, now);
  }
  const number = Number(rest.find((word) => word.startsWith('#'))?.slice(1) ?? 1);
  if (first === 'gateway') return () => desk.gateway(number, rest[0] === 'takes', now);
  const role = people[first];
  if (!role) throw new Error(`there is nobody called ${first}`);
  const actor: Actor = { userId: first, role };
  const [what = '', ...words] = rest;
  const id = `act ${count}`;
  if (what === 'types') return () => desk.type(actor, number, id, now);
  if (!isActionEvent(what)) throw new Error(`nobody can do ${what}`);
  return () => desk.act(actor, number, what, fieldsOf(words), id, now);
}

function callEventOf(type: string, [first = '', agentId = '', third = '']: readonly string[], at: number) {
  const of = { callId: 'call', at };
  const leg = { offerId: first, extension: agentId };
  const events: Readonly<Record<string, CallEvent>> = {
    'call.arrived': {
      ...of,
      id: 'arrived',
      type: 'call.arrived',
      ani: first === 'withheld' ? null : ani,
      dnis: '1500000',
    },
    'call.number_told': { ...of, id: 'told', type: 'call.number_told' },
    'call.queued': { ...of, id: 'queued', type: 'call.queued', queue: 'hotline' },
    'call.offered': { ...of, ...leg, id: `offered ${first}`, type: 'call.offered', queue: 'hotline' },
    'offer.lapsed': { ...of, ...leg, id: `lapsed ${first}`, type: 'offer.lapsed', reason: third as 'no-answer' },
    'call.answered': { ...of, ...leg, id: `answered ${first}`, type: 'call.answered' },
    'call.held': { ...of, id: `held ${at}`, type: 'call.held' },
    'call.resumed': { ...of, id: `resumed ${at}`, type: 'call.resumed' },
    'call.ended': { ...of, id: 'ended', type: 'call.ended', endedBy: first as 'caller' },
  };
  const event = events[type];
  if (!event) throw new Error(`nothing is called ${type}`);
  return { event, agentId: agentId || null };
}

const fieldsOf = (words: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    words
      .filter((word) => word.includes('='))
      .map((word) => [word.replace(/=.*/s, ''), word.replace(/^[^=]*="?|"$/g, '')]),
  );

/** What came of something, in words. */
function told(desk: Desk, happen: () => readonly CaseChange[] | string): string[] {
  const before = desk.cases.map(({ state }) => state);
  const callBefore = desk.call;
  const deadline = desk.next();
  const changes = happen();
  if (typeof changes === 'string') return [`refused: ${changes}`];
  if (changes.length === 0) return ['nothing changes'];
  const lines = changes.flatMap(({ record, alerts }) => {
    const { state, caseId, ticketNumber } = record;
    const was = before[Number(caseId) - 1];
    const { runs } = state.sop;
    const verdictBefore = new Map(was?.sop.runs.map(({ id, verdict }) => [id, verdict]));
    const said = [
      ...runs
        .filter(({ id }) => !verdictBefore.has(id))
        .map((run) => `${run.id} runs, due ${momentText(run.dueAt as number)}`),
      ...alerts.map(alertLine),
      ...runs.filter(({ id, verdict }) => verdict !== (verdictBefore.get(id) ?? 'running')).map(verdictLine),
      ...(state.status === was?.status ? [] : [`case ${state.status}${state.agentId ? `, ${state.agentId}` : ''}`]),
    ];
    return caseId === '1' ? said : said.map((line) => `${ticketNumber} ${line}`);
  });
  const outcome = desk.call && desk.call !== callBefore ? outcomeOf(desk.call) : null;
  if (outcome) lines.push(`call ${outcome}`);
  const next = desk.next();
  if (next !== deadline) lines.push(`next deadline ${next === null ? 'none' : momentText(next)}`);
  return lines;
}

function alertLine({ kind, runId, level, personId, dueAt, firedAt, late }: AlertRecord): string {
  const whom = level ? ` to ${level.to.join(', ')}` : personId === null ? '' : ` for ${personId}`;
  return `${kind} ${runId}${whom}, due ${momentText(dueAt)}, raised ${momentText(firedAt)}${late ? ', late' : ''}`;
}

function verdictLine({ id, verdict, startedAt, endedAt, corrected }: StepRun): string {
  return `${id} ${verdict} after ${seconds((endedAt as number) - startedAt)}${corrected ? ', corrected' : ''}`;
}

function summaryOf(desk: Desk): string[] {
  return desk.cases.flatMap(({ ticketNumber, state }) => [
    `= ${ticketNumber} ${state.status}${state.disposition ? `, ${state.disposition}` : ''}`,
    ...state.sop.runs.map((run) => {
      const { number, budget } = stepOf(surabaya, run.step);
      const taken = run.endedAt === null ? 'never ended' : `${seconds(run.endedAt - run.startedAt)}`;
      const corrected = run.corrected ? ', corrected' : '';
      return `=   ${number} ${run.id}: ${run.verdict}, ${taken} of ${lengthOf(budget)}${corrected}`;
    }),
  ]);
}

function momentOf(text: string): number {
  const [, minutes, whole, thousandths] = /^(\d\d):([0-5]\d)\.(\d{3})$/.exec(text) ?? [];
  if (minutes === undefined) throw new Error(`${text} is no moment such as 01:23.456`);
  return Number(minutes) * 60_000 + Number(whole) * 1_000 + Number(thousandths);
}

function momentText(at: number): string {
  const minutes = String(Math.floor(at / 60_000)).padStart(2, '0');
  return `${minutes}:${((at % 60_000) / 1_000).toFixed(3).padStart(6, '0')}`;
}

const lengthOf = (budget: Budget | null): string =>
  budget?.clock === 'workday' ? `${budget.amount} working day` : seconds(budget?.amount ?? 0);

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(3)} s`;
