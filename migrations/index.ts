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
import { Duplicates1763770000400 } from './1763770000400-duplicates.ts';
import { Listening1763770000410 } from './1763770000410-listening.ts';
import { HelpCall1763770000411 } from './1763770000411-help-call.ts';
import { MissedCallers1763770000420 } from './1763770000420-missed-callers.ts';
import { Announcements1763770000421 } from './1763770000421-announcements.ts';
import { BlockedCallers1763770000422 } from './1763770000422-blocked-callers.ts';
import { Wallboards1763770000440 } from './1763770000440-wallboards.ts';
import { OutsideErasures1763770000441 } from './1763770000441-outside-erasures.ts';
import { RetentionRuns1763770000442 } from './1763770000442-retention-runs.ts';
import { Alarms1763770000443 } from './1763770000443-alarms.ts';
import { Passkeys1763770000455 } from './1763770000455-passkeys.ts';
import { CallQueues1763770000510 } from './1763770000510-call-queues.ts';
import { AgentStretches1763770000511 } from './1763770000511-agent-stretches.ts';
import { RecordedSound1763770000520 } from './1763770000520-recorded-sound.ts';
import { VoiceMessages1763770000521 } from './1763770000521-voice-messages.ts';
import { FactorTaken1763770000530 } from './1763770000530-factor-taken.ts';
import { AuditPath1763770000531 } from './1763770000531-audit-path.ts';
import { Files1763770000540 } from './1763770000540-files.ts';
import { MissedAlerts1763770000560 } from './1763770000560-missed-alerts.ts';
import { SessionToken1763770000640 } from './1763770000640-session-token.ts';
import { CallsOfACase1763770000641 } from './1763770000641-calls-of-a-case.ts';
import { Papers1763770000650 } from './1763770000650-papers.ts';
import { PaperTemplates1763770000651 } from './1763770000651-paper-templates.ts';
import { Mail1763770000660 } from './1763770000660-mail.ts';
import { Answers1763770000670 } from './1763770000670-answers.ts';
import { SurveyAnswers1763770000720 } from './1763770000720-survey-answers.ts';
import { Facts1763770000750 } from './1763770000750-facts.ts';
import { StretchesInOrder1763770000751 } from './1763770000751-stretches-in-order.ts';
import { Archive1763770000760 } from './1763770000760-archive.ts';
import { ArchiveDestructions1763770000761 } from './1763770000761-archive-destructions.ts';
import { MissedProvisional1763770000762 } from './1763770000762-missed-provisional.ts';
import { ReportingViews1763770000763 } from './1763770000763-reporting-views.ts';
import { DestructionRefusedAt1763770000768 } from './1763770000768-destruction-refused-at.ts';
import { WallboardTiles1763770000769 } from './1763770000769-wallboard-tiles.ts';
import { CaseViews1763770000770 } from './1763770000770-case-views.ts';
import { ServerLease1763770000771 } from './1763770000771-server-lease.ts';
import { PaperStages1763770000772 } from './1763770000772-paper-stages.ts';
import { PaperFigures1763770000773 } from './1763770000773-paper-figures.ts';
import { ReportSchedules1763770000774 } from './1763770000774-report-schedules.ts';
import { ServiceStandards1763770000775 } from './1763770000775-service-standards.ts';
import { SurveyMessage1763770000777 } from './1763770000777-survey-message.ts';
import { ReportTokens1763770000778 } from './1763770000778-report-tokens.ts';
import { WallboardPages1763770000779 } from './1763770000779-wallboard-pages.ts';
import { CertifiedSignatures1763770000780 } from './1763770000780-certified-signatures.ts';
import { FactsByOpening1763770000781 } from './1763770000781-facts-by-opening.ts';
import { PersonChanges1763770000782 } from './1763770000782-person-changes.ts';
import { CalendarEntries1763770000785 } from './1763770000785-calendar-entries.ts';
import { TicketsFound1763770000788 } from './1763770000788-tickets-found.ts';
import { NewestWords1763770000789 } from './1763770000789-newest-words.ts';
import { ListEntries1763770000797 } from './1763770000797-list-entries.ts';

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
  Duplicates1763770000400,
  Listening1763770000410,
  HelpCall1763770000411,
  MissedCallers1763770000420,
  Announcements1763770000421,
  BlockedCallers1763770000422,
  Wallboards1763770000440,
  OutsideErasures1763770000441,
  RetentionRuns1763770000442,
  Alarms1763770000443,
  Passkeys1763770000455,
  RecordedSound1763770000520,
  VoiceMessages1763770000521,
  FactorTaken1763770000530,
  AuditPath1763770000531,
  Files1763770000540,
  MissedAlerts1763770000560,
  CallQueues1763770000510,
  AgentStretches1763770000511,
  SessionToken1763770000640,
  CallsOfACase1763770000641,
  Answers1763770000670,
  Mail1763770000660,
  Papers1763770000650,
  PaperTemplates1763770000651,
  SurveyAnswers1763770000720,
  Facts1763770000750,
  StretchesInOrder1763770000751,
  Archive1763770000760,
  ArchiveDestructions1763770000761,
  MissedProvisional1763770000762,
  ReportingViews1763770000763,
  DestructionRefusedAt1763770000768,
  WallboardTiles1763770000769,
  CaseViews1763770000770,
  ServerLease1763770000771,
  PaperStages1763770000772,
  PaperFigures1763770000773,
  ReportSchedules1763770000774,
  ServiceStandards1763770000775,
  SurveyMessage1763770000777,
  ReportTokens1763770000778,
  WallboardPages1763770000779,
  CertifiedSignatures1763770000780,
  FactsByOpening1763770000781,
  PersonChanges1763770000782,
  CalendarEntries1763770000785,
  TicketsFound1763770000788,
  NewestWords1763770000789,
  ListEntries1763770000797,
];
