import type { AlertKind } from '../sop/state.ts';
import type { Bilingual } from '../sop/terms.ts';

/** An alert as a message speaks of it: a ticket and a step, and nothing of anybody. */
export interface ToldAlert {
  readonly alertId: string;
  readonly caseId: string;
  readonly ticketNumber: string;
  readonly runId: string;
  readonly kind: AlertKind;
  readonly percent: number | null;
  /** 0: it has none. */
  readonly stepNumber: number;
  readonly stepName: Bilingual;
  /** When the step was to be done, epoch ms; null: not known any more. */
  readonly promisedAt: number | null;
  /** When it was done; null: it is not. */
  readonly endedAt: number | null;
}

type Language = keyof Bilingual;

export interface NotificationText {
  readonly subject: string;
  /** All of it in a few words, for an SMS. */
  readonly short: string;
  /** One line an alert, gravest first. */
  readonly lines: readonly string[];
}

/** Lines in a message; whoever wants to read more reads it on the screen. */
const linesAtMost = 25;
/** Letters of a step's name, so that an SMS stays one. */
const nameAtMost = 44;

/**
 * The message that tells of these alerts; with more than one in a few words about all of them.
 * @param now epoch ms: how late a step is, is said as of then.
 */
export function notificationText(alerts: readonly ToldAlert[], language: Language, now: number): NotificationText {
  const words = texts[language];
  const sorted = [...alerts].sort((a, b) => gravity(b, now) - gravity(a, now));
  const lines = sorted.slice(0, linesAtMost).map((alert) => words.one(alert, now));
  if (sorted.length > linesAtMost) lines.push(words.more(sorted.length - linesAtMost));
  const [first] = sorted;
  if (!first) throw new Error('a message that tells of nothing');
  // A breach and its escalation are one step that is late.
  const runs = new Map(sorted.map((alert) => [`${alert.caseId} ${alert.runId}`, alert]));
  if (runs.size === 1) return { subject: words.subject(first), short: `Sigap: ${words.one(first, now)}`, lines };
  const most = mostCommon([...runs.values()].map(({ stepName }) => shortened(stepName[language])));
  const late = sorted.some(({ kind }) => kind !== 'warning');
  const subject = words.many(runs.size, late);
  return { subject, short: `Sigap: ${subject}, ${words.most(most)}. ${words.worst(first, now)}`, lines };
}

const rank = { escalation: 2, breach: 1, warning: 0 } as const;
/** Escalations before breaches before warnings, and of those the latest first. */
const gravity = ({ kind, promisedAt }: ToldAlert, now: number) =>
  rank[kind] * 1e14 + (promisedAt === null ? 0 : now - promisedAt);

function mostCommon(names: readonly string[]): { readonly name: string; readonly count: number } {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  const [name, count] = [...counts].sort((a, b) => b[1] - a[1])[0] as [string, number];
  return { name, count };
}

const shortened = (name: string) =>
  name.length <= nameAtMost ? name : `${name.slice(0, nameAtMost - 3).trimEnd()}...`;

const units = { id: ['hari', 'jam', 'menit', 'detik'], en: ['d', 'h', 'min', 's'] } as const;

/** The two largest units of a length, or one. */
function lengthText(ms: number, language: Language): string {
  const total = Math.max(0, Math.floor(ms / 1_000));
  const parts = [Math.floor(total / 86_400), Math.floor(total / 3_600) % 24, Math.floor(total / 60) % 60, total % 60];
  const first = parts.findIndex((part) => part > 0);
  if (first < 0) return `0 ${units[language][3]}`;
  // Seconds count while there are no minutes.
  const shown = [first, first + 1].filter((at) => (parts[at] ?? 0) > 0 && (at < 3 || first === 3));
  return shown.map((at) => `${parts[at]} ${units[language][at]}`).join(' ');
}

/** a recurring task of the office itself, such as its daily report, has no ticket but a name like `depok/11/2026-11-22`. */
function caseOf(ticketNumber: string, language: Language): string {
  const isRecurringTask = ticketNumber.includes('/');
  if (language === 'id') return `${isRecurringTask ? 'tugas' : 'tiket'} ${ticketNumber}`;
  return `${isRecurringTask ? 'task' : 'ticket'} ${ticketNumber}`;
}

function stepOf({ stepNumber, stepName }: ToldAlert, language: Language): string {
  const name = shortened(stepName[language]);
  if (stepNumber === 0) return name;
  return language === 'id' ? `langkah ${stepNumber} (${name})` : `step ${stepNumber} (${name})`;
}

const texts = {
  id: {
    subject: ({ kind, ticketNumber }: ToldAlert) =>
      `${{ warning: 'Hampir lewat waktu', breach: 'Terlambat', escalation: 'Eskalasi' }[kind]}: ${caseOf(ticketNumber, 'id')}`,
    one: (alert: ToldAlert, now: number) =>
      `${texts.id.subject(alert)}, ${stepOf(alert, 'id')}${state(alert, now, 'id')}.`,
    late: (length: string) => ` terlambat ${length}`,
    left: (length: string) => ` tinggal ${length}`,
    done: (length: string) => ` selesai, terlambat ${length}`,
    percent: (percent: number) => `, ${percent} % dari waktunya`,
    many: (count: number, late: boolean) => `${count} langkah ${late ? 'terlambat' : 'hampir lewat waktu'}`,
    most: ({ name, count }: { name: string; count: number }) => `terbanyak: ${name} (${count})`,
    worst: (alert: ToldAlert, now: number) =>
      `Terparah: ${caseOf(alert.ticketNumber, 'id')}${state(alert, now, 'id')}.`,
    more: (count: number) => `dan ${count} lagi`,
  },
  en: {
    subject: ({ kind, ticketNumber }: ToldAlert) =>
      `${{ warning: 'Nearly late', breach: 'Late', escalation: 'Escalation' }[kind]}: ${caseOf(ticketNumber, 'en')}`,
    one: (alert: ToldAlert, now: number) =>
      `${texts.en.subject(alert)}, ${stepOf(alert, 'en')}${state(alert, now, 'en')}.`,
    late: (length: string) => ` is ${length} late`,
    left: (length: string) => ` has ${length} left`,
    done: (length: string) => ` was done ${length} late`,
    percent: (percent: number) => `, ${percent} % of its time`,
    many: (count: number, late: boolean) => `${count} steps are ${late ? 'late' : 'nearly late'}`,
    most: ({ name, count }: { name: string; count: number }) => `most of them: ${name} (${count})`,
    worst: (alert: ToldAlert, now: number) =>
      `The worst: ${caseOf(alert.ticketNumber, 'en')}${state(alert, now, 'en')}.`,
    more: (count: number) => `and ${count} more`,
  },
} as const;

/** How late it is, or how long it has left, and at which per cent of its time that was told. */
function state({ promisedAt, endedAt, percent, kind }: ToldAlert, now: number, language: Language): string {
  const words = texts[language];
  const at = endedAt ?? now;
  const share = kind === 'escalation' && percent !== null ? words.percent(percent) : '';
  if (promisedAt === null) return share;
  if (at <= promisedAt) return `${words.left(lengthText(promisedAt - at, language))}${share}`;
  const length = lengthText(at - promisedAt, language);
  return `${endedAt === null ? words.late(length) : words.done(length)}${share}`;
}
