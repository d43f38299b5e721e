import type { AlarmCard } from './alarms.ts';
import type { AlertCard } from './alerts.ts';
import type { AnnouncementCard } from './announcements.ts';
import type {
  AgentCard,
  CountersCard,
  FloorCase,
  LateStepCard,
  OpenAgesCard,
  QueueCard,
  SystemCard,
  WaitingMessagesCard,
} from './floor.ts';
import type { MissedCard } from './missed.ts';
import type { HelpCard, ListeningCard } from './supervision.ts';
import type { CallCard, CaseCard, OfferCard } from './views.ts';

/**
 * Live views. A view is a topic's snapshot plus numbered changes; a gap in the numbers, another epoch or a reconnect
 * asks for a fresh snapshot. Law: stale snapshot + changes = fresh snapshot.
 *
 * Topics: `desk:<userId>` (that person only), `floor` (supervisors; no personal data), `inbox:<role>`
 * (cases waiting for whoever has the role), `inbox:forwarded` (what was forwarded to a person, for the head), `alarms`
 * (about people, for those in charge of data protection and of the system).
 */
export interface EntryKinds {
  offers: OfferCard;
  calls: CallCard;
  agents: AgentCard;
  cases: CaseCard;
  floor: FloorCase;
  missed: MissedCard;
  announcement: AnnouncementCard;
  alerts: AlertCard;
  alarms: AlarmCard;
  system: SystemCard;
  counters: CountersCard;
  waitingMessages: WaitingMessagesCard;
  openAges: OpenAgesCard;
  lateSteps: LateStepCard;
  queues: QueueCard;
  listenings: ListeningCard;
  helps: HelpCard;
}
export type EntryKind = keyof EntryKinds;
export type EntryKey<K extends EntryKind = EntryKind> = `${K}/${string}`;

export interface Snapshot {
  readonly topic: string;
  /** Another epoch: the server restarted, the numbers begin anew. */
  readonly epoch: string;
  readonly seq: number;
  /** Epoch ms of the server, to show countdowns against. */
  readonly serverNow: number;
  readonly entries: Readonly<Record<string, EntryKinds[EntryKind]>>;
  /** A large one comes in pages: more of it, as it was at this `seq`, is to be asked for. */
  readonly more: boolean;
}

/** What follows of a large snapshot. */
export type SnapshotPage = Pick<Snapshot, 'topic' | 'entries' | 'more'>;

export interface Change {
  readonly topic: string;
  readonly epoch: string;
  readonly seq: number;
  readonly key: EntryKey;
  /** Null: the entry is gone. */
  readonly value: EntryKinds[EntryKind] | null;
}

/** Why a topic was not opened. */
export type OpenRefusal = { readonly error: 'not_logged_in' | 'not_allowed' | 'unknown_topic' };

export interface ServerToClient {
  change: (change: Change) => void;
  /** The session ended elsewhere, was revoked, locked or unlocked: look who is logged in. */
  sessionEnded: () => void;
}

export interface ClientToServer {
  /** Opens a topic and answers with its snapshot; changes follow from the next number on. */
  open: (topic: string, reply: (answer: Snapshot | OpenRefusal) => void) => void;
  /** The next page of the snapshot that this socket opened last of the topic; no answer where there is none any more. */
  more: (topic: string, reply: (page: SnapshotPage) => void) => void;
  /** Alerts this browser has shown: sets when they were delivered, the first time only. */
  delivered: (alertIds: readonly string[]) => void;
}

/** The snapshot with its next page. */
export const withPage = (snapshot: Snapshot, { entries, more }: SnapshotPage): Snapshot => ({
  ...snapshot,
  entries: { ...snapshot.entries, ...entries },
  more,
});

/** The change applied to a snapshot, or null when numbers or epoch do not fit and a fresh snapshot is needed. */
export function applyChange(snapshot: Snapshot, change: Change): Snapshot | null {
  if (change.epoch !== snapshot.epoch || change.seq > snapshot.seq + 1) return null;
  if (change.seq <= snapshot.seq) return snapshot;
  const entries: Record<string, EntryKinds[EntryKind]> = { ...snapshot.entries };
  if (change.value === null) delete entries[change.key];
  else entries[change.key] = change.value;
  return { ...snapshot, seq: change.seq, entries };
}

/** All entries of one kind. */
export function entriesOf<K extends EntryKind>(snapshot: Snapshot, kind: K): EntryKinds[K][] {
  return Object.entries(snapshot.entries)
    .filter(([key]) => key.startsWith(`${kind}/`))
    .map(([, value]) => value as EntryKinds[K]);
}
