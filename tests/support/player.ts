import type { CaseAction, WrittenFields } from '../../server/contract/actions.ts';
import type { CaseDetail } from '../../server/contract/views.ts';
import type { CallEvent } from '../../telephony/events.ts';
import type { FakeCall } from './fake-exchange.ts';
import { filledIn } from './filled-in.ts';
import { throughPapers } from './paper-hands.ts';
import type { ProcedureOffice } from './procedure-office.ts';
import { people, type Username } from './server-people.ts';
import { shownState } from './server-state.ts';
import { until } from './until.ts';

/**
 * Plays cases over REST as the people of the office. Who does something, and what there is to write, is not said here:
 * the player asks the server what it offers to whom and fills in the forms by the descriptions of their fields. So one
 * play runs under any procedure that waits for the same events, whatever its steps and fields are called.
 */

/** What happens next, by its event: in a call, by a citizen who writes, else by whomever it is offered to. */
export type Scene = string | readonly [event: string, written: WrittenFields];

type Door =
  | { readonly dials: string }
  | { readonly writes: 'sms' | 'whatsapp' }
  | { readonly tells: string }
  | { readonly owed: string };

export interface Play {
  /**
   * How it comes in: a number that is called, a channel to write on, a service at which somebody tells it; or the
   * period for which the office owes it.
   */
  readonly door: Door;
  /** Of one who tells it at the desk; null: leaves none. */
  readonly phone?: string | null;
  readonly scenes: readonly Scene[];
}

/** The case as each of them reads it; null: does not see it. */
type Pages = Readonly<Record<string, CaseDetail | null>>;

export interface Played {
  readonly caseId: string;
  /** Who did what. */
  readonly did: readonly (readonly [event: string, who: Username])[];
  /** What everybody in the office is shown, at the beginning and after each scene. */
  readonly shown: readonly { readonly after: string; readonly pages: Pages; readonly screens: unknown }[];
  /** As the supervisor reads it in the end. */
  readonly end: CaseDetail;
}

/** How people do what they do. */
export interface Hands {
  /** @param fields everything that is to stand in the form */
  act(who: Username, page: CaseDetail, action: CaseAction, fields: WrittenFields): Promise<unknown>;
  /** Types what begins the writing of a form. */
  type(who: Username, page: CaseDetail, action: CaseAction, fields: WrittenFields): Promise<unknown>;
}

const overRest = ({ client }: ProcedureOffice): Hands => ({
  act: (who, of, { event }, fields) => client(who).act(of, event, fields),
  type: (who, { caseId }, { event }, fields) =>
    client(who).do('saveDraft', { params: { caseId }, body: { event, fields } }),
});

/** Between two scenes: soon enough for every promise, and no number of them is like that of a renamed step. */
const momentMs = 1_300;

/** One of each role. */
const cast = (Object.keys(people) as Username[]).filter(
  (name, index, all) => all.findIndex((other) => people[other].role === people[name].role) === index,
);
/** Sees every case. */
const supervisor: Username = 'rina';

/** @param hands over REST when absent */
export async function play(
  office: ProcedureOffice,
  { door, phone, scenes }: Play,
  hands: Hands = overRest(office),
): Promise<Played> {
  const { caseId, call } = await opened(office, door, phone);
  const did: (readonly [string, Username])[] = [];
  const shown: Played['shown'][number][] = [];
  const show = async (after: string) => {
    await quiet(office, caseId);
    const pages = await Promise.all(cast.map(async (who) => [who, await pageOf(office, who, caseId)] as const));
    shown.push({ after, pages: Object.fromEntries(pages), screens: screensOf(office) });
  };
  const happened = async (type: string) =>
    (await office.detail(supervisor, caseId)).history.filter((entry) => entry.type === type).length;
  /** The one whose work it is, with the page and the form there. */
  const doer = (event: string) => {
    const pages = shown.at(-1)?.pages ?? {};
    const offered = cast.flatMap((who) => {
      const page = pages[who];
      const action = page?.actions.find((one) => one.event === event);
      return page && action ? [{ who, page, action }] : [];
    });
    const found = offered.find(({ who, action }) => people[who].role === action.role) ?? offered[0];
    if (found) return found;
    const others = pages[supervisor]?.waitsFor.flatMap(({ events }) => events) ?? [];
    throw new Error(`nobody is offered ${event}; what is waited for: ${others.join(', ')}`);
  };
  const act = async (event: string, written: WrittenFields) => {
    const { who, page, action } = doer(event);
    const papers = await throughPapers(office, who, caseId, event, written);
    if (!papers) await hands.act(who, page, action, await filledIn(office.client(who), action, written));
    did.push([event, who]);
  };
  /** The first word of a form, by which the writing begins. */
  const type = async (event: string) => {
    const { who, page, action } = doer('intake.saved');
    await hands.type(who, page, action, { [action.fields[0]?.name ?? '']: 'S' });
    did.push([event, who]);
  };

  await show('it came in');
  for (const scene of scenes) {
    const [event, written] = typeof scene === 'string' ? [scene, {}] : scene;
    office.server.clock.move(momentMs);
    const before = await happened(event);
    if (call && event.startsWith('call.')) office.server.exchange.happen(ofCall(call, event));
    else if ('writes' in door && event === 'citizen.replied') await office.writtenAgain(door.writes, 'Ya, benar');
    else await (event === 'intake.started' ? type : act)(event, written);
    await until(`${event} has happened`, async () => (await happened(event)) > before);
    await show(event);
  }
  return { caseId, did, shown, end: await office.detail(supervisor, caseId) };
}

async function opened(office: ProcedureOffice, door: Door, phone: Play['phone']) {
  if ('writes' in door) return { caseId: await office.written(door.writes), call: null };
  if ('tells' in door) {
    const caseId = await office.takenDown(door.tells, phone === undefined ? {} : { phone });
    return { caseId, call: null };
  }
  const { exchange, sql } = office.server;
  if ('owed' in door) {
    const owed = 'SELECT id FROM case_file WHERE task_period = $1';
    const task = await until(
      `what is owed for ${door.owed}`,
      async () => (await sql<{ id: string }>(owed, [door.owed]))[0],
    );
    return { caseId: task.id, call: null };
  }
  const call = exchange.caller('081344445555', { dnis: door.dials });
  exchange.happen(call.arrived());
  const { ticketNumber } = await exchange.register(call);
  const [row] = await sql<{ id: string }>('SELECT id FROM case_file WHERE ticket_number = $1', [ticketNumber]);
  return { caseId: row?.id ?? '', call };
}

/** Nothing is on its way any more: to the database, to the exchange, to the citizen. */
async function quiet({ server, detail }: ProcedureOffice, caseId: string) {
  await server.settled();
  // What becomes of an agent after a call is between the server and the exchange: it is over when nothing changes any more.
  let [before, same] = ['', 0];
  await until('what everybody is shown stands still', () => {
    const now = JSON.stringify(shownState(server));
    same = now === before ? same + 1 : 0;
    before = now;
    return same >= 3;
  });
  const pending = async () => (await detail(supervisor, caseId)).conversation?.pending ?? 0;
  await until('every message has gone', async () => (await pending()) === 0);
}

function ofCall(call: FakeCall, event: string): CallEvent {
  const { extension } = people.sari;
  if (extension === null) throw new Error('sari has no telephone');
  const events: Readonly<Record<string, () => CallEvent>> = {
    'call.number_told': call.numberTold,
    'call.queued': call.queued,
    'call.offered': () => call.offered(extension),
    'call.answered': () => call.answered(extension),
    'call.ended': call.ended,
  };
  const made = events[event]?.();
  if (!made) throw new Error(`the exchange does not say ${event}`);
  return made;
}

async function pageOf(office: ProcedureOffice, who: Username, caseId: string): Promise<CaseDetail | null> {
  let page: CaseDetail | null = null;
  // On a machine that is busy the server says "in a moment", which is not that the case is not for somebody.
  await until(`an answer for ${who}`, async () => {
    const { status, body } = await office.client(who).call('getCase', { params: { caseId } });
    if (status === 200) page = body;
    return status !== 429 && status !== 503;
  });
  return page;
}

/** What stands on everybody's screen, but for the counts, which follow when they follow, and for how busy the machine is. */
function screensOf({ server }: ProcedureOffice) {
  const topics = Object.entries(shownState(server)).map(([topic, entries]) => {
    const ofCases = Object.entries(entries).filter(([key]) => key !== 'counters/today' && key !== 'system/status');
    return [topic, Object.fromEntries(ofCases)];
  });
  return Object.fromEntries(topics);
}

/** The same whenever it is played: ids that are made anew each time are told apart by their order. */
export function withoutChance<T>(shown: T): T {
  const ids = new Map<string, string>();
  const text = JSON.stringify(shown).replaceAll(
    /[0-9a-f]{8}-[0-9a-f-]{27}|\b[0-9a-f]{64}\b|\b[0-9a-f]{32}\b|fake-[a-z0-9]+\.\d+/g,
    (id) => {
      const known = ids.get(id) ?? `id ${ids.size + 1}`;
      ids.set(id, known);
      return known;
    },
  );
  return JSON.parse(text) as T;
}
