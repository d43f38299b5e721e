import type { ListenMode } from '../../../telephony/listening.ts';

/** A supervisor listens to a conversation, or their telephone rings for it. */
export interface Listening {
  readonly listenId: string;
  readonly callId: string;
  /** Who talks to the citizen. */
  readonly agentId: string;
  readonly supervisorId: string;
  readonly mode: ListenMode;
  /** Since when they hear it, epoch ms; null: their telephone rings. */
  readonly since: number | null;
}

/** An agent asks for help on a conversation. */
export interface Help {
  readonly callId: string;
  readonly agentId: string;
  /** Epoch ms. */
  readonly askedAt: number;
  /** The supervisor who helps; null: nobody yet. */
  readonly takenBy: string | null;
}

/** Who asks for help now, with its audit as below. Each change happens once, however many servers hear of it. */
export interface HelpStore {
  openHelps(): Promise<readonly Help[]>;
  /** As it is then; asked again it stays as it was. */
  askHelp(callId: string, agentId: string): Promise<Help>;
  /** As it is then: of two supervisors the first one takes it. Null: nobody asks any more. */
  takeHelp(callId: string, supervisorId: string): Promise<Help | null>;
  /** `withdrawn`: by the agent; `ended`: with the conversation. */
  endHelp(callId: string, how: 'withdrawn' | 'ended'): Promise<void>;
}

/**
 * Who listens now. Each beginning, change and end is written into the audit in the same transaction; what is over stands
 * there alone.
 */
export interface SupervisionStore extends HelpStore {
  openListenings(): Promise<readonly Listening[]>;
  /** Null: there is none, or it is over. */
  listening(listenId: string): Promise<Listening | null>;
  /** False: this supervisor listens already, or somebody else does to this call. */
  beginListening(listening: Listening): Promise<boolean>;
  changeListening(listenId: string, mode: ListenMode): Promise<void>;
  /** The supervisor hears it since then, epoch ms. */
  heardListening(listenId: string, since: number, mode: ListenMode): Promise<void>;
  /** Once: of several servers that hear of it one writes it down. */
  endListening(listenId: string): Promise<void>;
}
