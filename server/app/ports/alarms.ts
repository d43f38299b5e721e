/** What somebody in charge should look at, until they say that they have. */
export const alarmKinds = [
  'read.unusual',
  'read.reason',
  'reveal.refused',
  'login.guessing',
  'login.emergency',
  'second_factor.reset',
  'recording.failed',
] as const;
export type AlarmKind = (typeof alarmKinds)[number];
/**
 * What belongs to the day where many walk in: told without a sound, and gone by itself after a day, as the audit has it.
 * Much of it is an alarm of another kind.
 */
export const quietAlarm: AlarmKind = 'read.reason';

export interface NewAlarm {
  readonly kind: AlarmKind;
  /** Who did it; null: nobody we know. */
  readonly personId: string | null;
  /** As the audit has it, of the last time. */
  readonly subject: string;
  readonly reason: string | null;
  /** The same kind of the same person in another group is another; absent: in none. */
  readonly group?: string;
}

/** Moments in epoch ms. */
export interface Alarm extends Omit<NewAlarm, 'group'> {
  readonly alarmId: string;
  readonly personName: string | null;
  readonly ticketNumber: string | null;
  readonly firstAt: number;
  readonly lastAt: number;
  /** The same kind of the same person again, before anybody had looked, is one. */
  readonly count: number;
}

/** Every method throws when the database is away. */
export interface AlarmStore {
  raise(alarm: NewAlarm): Promise<void>;
  /** Those nobody has looked at, quiet ones of the last day after the others, the newest first. */
  open(atMost: number): Promise<readonly Alarm[]>;
  /** Null: there is none that nobody has looked at. */
  byId(alarmId: string): Promise<Pick<Alarm, 'kind' | 'personId'> | null>;
  /** With its entry of the audit; false: somebody else was faster. */
  acknowledge(alarmId: string, personId: string): Promise<boolean>;
}
