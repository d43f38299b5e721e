import { auditActions } from '../wire/contract.ts';
import { momentIn } from './format.ts';

/** What is looked for in the audit, as it is typed and chosen; empty: all. */
export interface AuditSearch {
  readonly personId: string;
  readonly kind: string;
  /** Days in the office's zone, both included. */
  readonly from: string;
  readonly until: string;
  readonly ticket: string;
}

export const searchAll: AuditSearch = { personId: '', kind: '', from: '', until: '', ticket: '' };

/** Kinds to choose from, each the beginning of its actions. */
export const auditKinds = [
  'read.',
  'reveal.',
  'call.',
  'missed.',
  'announcement.',
  'caller.',
  'file.',
  'paper.',
  'register.',
  'archive.',
  'listen.',
  'recording.',
  'supervise.',
  'help.',
  'subject.',
  'retention.',
  'audit.',
  'alarm.',
  'login',
  'logout',
  'session.',
  'password.',
  'second_factor.',
  'passkey.',
  'person.',
  'role.',
  'contact.',
  'wallboard.',
  'token.',
  'schedule.',
  'queue.',
  'calendar.',
  'catalogue.',
  'answer.',
  'view.',
  'sop.',
] as const;

const dayMs = 24 * 60 * 60_000;

/** The search as the server is asked it. Pure. */
export function auditQuery({ personId, kind, from, until, ticket }: AuditSearch, timeZone: string) {
  const begin = momentIn(`${from}T00:00`, timeZone);
  // Indonesia's zones keep one offset the year round: each day has 24 hours.
  const lastDay = momentIn(`${until}T00:00`, timeZone);
  return {
    ...(personId !== '' && { personId }),
    ...(kind !== '' && { action: kind }),
    ...(ticket.trim() !== '' && { ticket: ticket.trim() }),
    ...(begin !== null && { from: begin }),
    ...(lastDay !== null && { until: lastDay + dayMs }),
  };
}

type Action = (typeof auditActions)[number];

/** The name under which an action has words: `read.case` → `read_case`; of any other sealed field `reveal_other`; null: none we know. */
export function actionWord(action: string): Underscored<Action> | 'reveal_other' | null {
  const known = auditActions.find((one) => one === action);
  if (known !== undefined) return known.replaceAll('.', '_') as Underscored<Action>;
  return action.startsWith('reveal.') ? 'reveal_other' : null;
}
type Underscored<T extends string> = T extends `${infer A}.${infer B}` ? `${A}_${B}` : T;
