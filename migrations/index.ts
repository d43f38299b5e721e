import { FirstCall1763769600000 } from './1763769600000-first-call.ts';
import { Services1763770000000 } from './1763770000000-services.ts';
import { Senders1763770000020 } from './1763770000020-senders.ts';
import { Duties1763770000021 } from './1763770000021-duties.ts';
import { Messages1763770000030 } from './1763770000030-messages.ts';
import { AlertRungs1763770000061 } from './1763770000061-alert-rungs.ts';
import { Notifications1763770000062 } from './1763770000062-notifications.ts';
import { NotificationReports1763770000063 } from './1763770000063-notification-reports.ts';
import { SopLife1763770000080 } from './1763770000080-sop-life.ts';
import { Recordings1763770000095 } from './1763770000095-recordings.ts';
import { AlertsOfACase1763770000096 } from './1763770000096-alerts-of-a-case.ts';
import { StandardWords1763770000100 } from './1763770000100-standard-words.ts';
import { OneWayToWork1763770000110 } from './1763770000110-one-way-to-work.ts';
import { RecurringTasks1763770000120 } from './1763770000120-recurring-tasks.ts';
import { DraftsByForm1763770000121 } from './1763770000121-drafts-by-form.ts';
import { TasksRest1763770000122 } from './1763770000122-tasks-rest.ts';
import { ExchangeHeard1763770000125 } from './1763770000125-exchange-heard.ts';
import { FirstPassword1763770000130 } from './1763770000130-first-password.ts';
import { SecondFactor1763770000131 } from './1763770000131-second-factor.ts';
import { MessagesSetAside1763770000140 } from './1763770000140-messages-set-aside.ts';
import { HiddenWords1763770000141 } from './1763770000141-hidden-words.ts';
import { SessionLimits1763770000150 } from './1763770000150-session-limits.ts';
import { KeyCheck1763770000160 } from './1763770000160-key-check.ts';
import { AuditChain1763770000170 } from './1763770000170-audit-chain.ts';
import { SopInOrder1763770000180 } from './1763770000180-sop-in-order.ts';
import { CallsWePlace1763770000190 } from './1763770000190-calls-we-place.ts';
import { Tallies1763770000200 } from './1763770000200-tallies.ts';
import { SessionProof1763770000201 } from './1763770000201-session-proof.ts';
import { PersonRights1763770000210 } from './1763770000210-person-rights.ts';

/** Every migration, oldest first. */
export const migrations = [
  FirstCall1763769600000,
  Services1763770000000,
  Senders1763770000020,
  Duties1763770000021,
  Messages1763770000030,
  AlertRungs1763770000061,
  Notifications1763770000062,
  NotificationReports1763770000063,
  SopLife1763770000080,
  Recordings1763770000095,
  AlertsOfACase1763770000096,
  StandardWords1763770000100,
  OneWayToWork1763770000110,
  RecurringTasks1763770000120,
  DraftsByForm1763770000121,
  TasksRest1763770000122,
  ExchangeHeard1763770000125,
  FirstPassword1763770000130,
  SecondFactor1763770000131,
  MessagesSetAside1763770000140,
  HiddenWords1763770000141,
  SessionLimits1763770000150,
  KeyCheck1763770000160,
  AuditChain1763770000170,
  SopInOrder1763770000180,
  CallsWePlace1763770000190,
  Tallies1763770000200,
  SessionProof1763770000201,
  PersonRights1763770000210,
];
