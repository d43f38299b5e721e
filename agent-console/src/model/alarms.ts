import type { AlarmCard } from '../../../server/contract/alarms.ts';

/** What an alarm says, as a key of its words and what stands in them. */
export interface AlarmWords {
  readonly key:
    | 'read_many'
    | 'opened_many'
    | 'searched_many'
    | 'read_reason'
    | 'reveal_refused'
    | 'login_guessing'
    | 'login_emergency'
    | 'second_factor_reset'
    | 'recording_full'
    | 'recording_stalled';
  /** How many at least, of what is too much; empty: it does not say. */
  readonly most: string;
  /** The address that a log-in came from; empty: it is none. */
  readonly source: string;
}

/** Belongs to the day where many walk in: told without a sound, and gone by itself after a day. Pure. */
export const isQuiet = ({ kind }: Pick<AlarmCard, 'kind'>): boolean => kind === 'read.reason';

const manyOf: Readonly<Record<string, AlarmWords['key']>> = { opened: 'opened_many', searched: 'searched_many' };

/** Pure. */
export function alarmWords({ kind, subject }: Pick<AlarmCard, 'kind' | 'subject'>): AlarmWords {
  const [first = '', second = ''] = subject.split(' ');
  switch (kind) {
    case 'read.unusual':
      return { key: manyOf[first] ?? 'read_many', most: second, source: '' };
    case 'read.reason':
      return { key: 'read_reason', most: '', source: '' };
    case 'reveal.refused':
      return { key: 'reveal_refused', most: '', source: '' };
    case 'login.guessing':
      return { key: 'login_guessing', most: '', source: first };
    case 'login.emergency':
      return { key: 'login_emergency', most: '', source: first };
    case 'second_factor.reset':
      return { key: 'second_factor_reset', most: '', source: '' };
    case 'recording.failed':
      return { key: first === 'full' ? 'recording_full' : 'recording_stalled', most: '', source: '' };
  }
}
