import type { Readable } from 'node:stream';
import type { CommandOutcome, ExchangeCommand, PhoneControl, SupervisionControl, TransferControl } from './commands.ts';
import type { Door } from './doors.ts';
import type { ExchangeEvent } from './events.ts';
import type { Forgotten } from './forgotten.ts';
import type { Menu } from './menu.ts';
import type { QueuePlace } from './queues.ts';
import type { HandedOver, RecordingControl, TakenOver } from './recording.ts';
import type { SpokenQuestion } from './survey.ts';

/** What an exchange asks when a caller arrives: register this call, tell me its ticket number. */
export interface RegistrationRequest {
  readonly callId: string;
  readonly at: number;
  /** Raw, as signalled; null when withheld. */
  readonly ani: string | null;
  readonly dnis: string;
}

export interface Registration {
  /** `{CODE}-{YYYYMMDD}-{NNNN}` */
  readonly ticketNumber: string;
  /** What is said of the caller's data before it, in Indonesian, where the exchange speaks by itself; absent: nothing. */
  readonly basis?: string;
  /**
   * Whether the service has its conversations recorded; the exchange tells the caller first, and does not record whom it
   * has not told.
   */
  readonly record?: boolean;
  /** What he is asked by keypad when the talk is over, where the exchange asks; absent: nothing. */
  readonly asks?: readonly SpokenQuestion[];
  /** How the caller is let in; absent: to the queue, at once. */
  readonly door?: Door;
  /** Where he waits; absent: in the exchange's own first queue, in his turn. */
  readonly place?: QueuePlace;
}

/** What an exchange is given by its owner. */
export interface ExchangeHooks {
  /** Takes every event, in the exchange's order. Never throws. */
  readonly event: (event: ExchangeEvent) => void;
  /**
   * Makes the ticket, durably, or finds the one already made for this call.
   * @throws when the database is away: the exchange then queues the caller without a number.
   */
  readonly register: (request: RegistrationRequest) => Promise<Registration>;
  /**
   * Since when, epoch ms, the exchange's log is to be read back when the link comes up; null: from now on, as at the very
   * first start. Absent: nobody wants it.
   * @param exchange of several, whose log it is
   */
  readonly missedSince?: (exchange?: string) => number | null;
  /** Takes over what the exchange has recorded. Never rejects. Absent: nobody wants it, and it stays where it is. */
  readonly takeOver?: (recording: HandedOver) => Promise<TakenOver>;
  /**
   * The queue of a number that was called, for callers of whom no registration tells it; from memory. Absent: the
   * exchange's own first one.
   */
  readonly queueOf?: (dnis: string) => string;
  /** What callers of a number choose from; from memory. Absent, or undefined: nothing is asked. */
  readonly menuOf?: (dnis: string) => Menu | undefined;
  /** The services whose callers are asked, by their ids, to say so where the exchange does not. */
  readonly menus?: readonly string[];
}

export interface ExchangeStatus {
  readonly connected: boolean;
  /** Epoch ms of the last change of `connected`. */
  readonly since: number;
  /** Epoch ms of the last thing heard, or null. */
  readonly lastHeardAt: number | null;
  /** How old what we hear is, ms, as far as it can be measured; absent: it cannot. */
  readonly behindMs?: number;
  /** Packets counted and skipped because they made no sense. */
  readonly anomalies: number;
  /** Callers who were queued without a ticket number since the start; absent: it is not known. */
  readonly withoutNumber?: number;
  /** What those who operate the system should look at although it works, in English. */
  readonly warnings?: readonly string[];
}

/** A recording on its way from the exchange. */
export interface RecordingAudio {
  /** `audio/…` */
  readonly type: string;
  readonly lengthBytes: number | null;
  /** To be read to its end, or destroyed. */
  readonly body: Readable;
}

/** `gone`: the exchange has no such recording, any more or at all. `reason` is for the log, without personal data. */
export type RecordingAsked =
  | { readonly ok: true; readonly audio: RecordingAudio }
  | { readonly ok: false; readonly kind: 'gone' | 'unreachable'; readonly reason: string };

/** A telephone exchange: Asterisk, Twilio or the simulator. */
export interface ExchangePort {
  /** Stable name, first part of every call id. */
  readonly name: string;
  readonly phoneControl: PhoneControl;
  /** Whether it places calls (`call.dial`). */
  readonly dials: boolean;
  /** What it can do now; it may learn it when its link comes up. */
  readonly transferControl: TransferControl;
  /** Likewise. */
  readonly supervisionControl: SupervisionControl;
  /** Likewise. */
  readonly recordingControl: RecordingControl;
  /** Whether it can be given queues (`queues.define`) besides its first one. */
  readonly definesQueues: boolean;
  /** Whether it leads callers to numbers outside of the office by itself (`Door.leadsOut`), where these are set up. */
  readonly leadsOut: boolean;
  /** Starts connecting and returns at once; connecting is retried for ever. */
  start(hooks: ExchangeHooks): void;
  stop(): Promise<void>;
  status(): ExchangeStatus;
  execute(command: ExchangeCommand): Promise<CommandOutcome>;
  /**
   * Resolves to true when everything that the exchange had told by the time of asking has been handed over; to false
   * when the link is down or silent. Absent: what is not heard has not happened.
   */
  upToDate?(): Promise<boolean>;
  /** Fetches what `call.recorded` told of; absent where the exchange keeps no recordings. Never rejects. */
  recordingOf?(reference: string): Promise<RecordingAsked>;
  /** Deletes it there; absent where the exchange keeps none, or cannot. Never rejects. */
  forgetRecording?(reference: string): Promise<Forgotten>;
}
