import type { CommandOutcome, ExchangeCommand, SupervisionControl, TransferControl } from '../../telephony/commands.ts';
import type { Exchanges } from '../../telephony/exchanges.ts';
import type { DeliveryReported } from '../../telephony/messaging/port.ts';
import type { RecordingControl } from '../../telephony/recording.ts';
import type { OutsideNumber } from '../app/calls/transfers.ts';
import type { BoardFiguresDeps } from '../app/live/board-figures.ts';
import type { Gateways } from '../app/messages/gateways.ts';
import type { NewAlarm } from '../app/ports/alarms.ts';
import type { AlertRecord } from '../app/ports/alerts.ts';
import type { DeadlineStore } from '../app/ports/deadlines.ts';
import type { Clock, Log, Store } from '../app/ports/ports.ts';
import type { MessageTemplate } from '../app/ports/templates.ts';
import type { SopRegistry } from '../app/procedures/registry.ts';
import type { Change } from '../contract/live.ts';
import type { AgentChoices } from '../domain/agent/choices.ts';
import type { Calendar } from '../domain/calendar/calendar.ts';
import type { OfficeZone } from '../domain/calendar/office-day.ts';
import type { Bilingual } from '../domain/sop/terms.ts';

/** What the use cases work with: the database, the exchange, the gateways, and what the office has set. */
export interface CoreDeps {
  readonly store: Store & DeadlineStore;
  readonly clock: Clock;
  readonly log: Log;
  /** What screens on walls show. */
  readonly boards: BoardFiguresDeps['store'];
  readonly published: BoardFiguresDeps['published'];
  /** Of the office itself. */
  readonly calendar: () => Calendar;
  /** The services with their procedures and hours. */
  readonly sops: SopRegistry;
  readonly timeZone: OfficeZone;
  /** The exchange's own queue, and whether it can be given others. */
  readonly queue: string;
  readonly definesQueues: boolean;
  readonly leadsOut: boolean;
  readonly choices: AgentChoices;
  readonly exchanges: Exchanges;
  readonly execute: (command: ExchangeCommand) => Promise<CommandOutcome>;
  /** Whether calls can be placed, and to which countries. */
  readonly dialling: {
    readonly dials: boolean;
    readonly countries: readonly string[];
  };
  readonly messaging: MessagingDeps;
  /** To which callers may be handed on. */
  readonly outside: readonly OutsideNumber[];
  readonly transferControl: () => TransferControl;
  readonly supervisionControl: () => SupervisionControl;
  readonly recordingControl: () => RecordingControl;
  /** Whether agents see who listens to them. */
  readonly listeningShown: boolean;
  readonly isAway: (error: unknown) => boolean;
  readonly emit: (change: Change) => void;
  /** For the metrics: an alert was raised; something impossible happened. */
  readonly alertRaised: (alert: AlertRecord) => void;
  /** Before those in charge. */
  readonly raiseAlarm: (alarm: NewAlarm) => void;
  readonly anomaly: (what: string) => void;
}

/** What carries messages, and in which language we write by ourselves. */
export interface MessagingDeps {
  readonly gateways: Gateways;
  readonly templates: readonly MessageTemplate[];
  readonly language: keyof Bilingual;
  /** A gateway's report of what is no message to a citizen. */
  readonly reportedElsewhere?: (report: DeliveryReported) => Promise<void>;
}
