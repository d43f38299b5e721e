import type { ChangedValues, ChangeWay } from '../../domain/people/changes.ts';
import type { KnownPerson, PersonDraft, PersonFields } from '../../domain/people/person.ts';

/** Somebody, with what is known of their log-in. Moments in epoch ms. */
export interface PersonRecord extends KnownPerson {
  /** Null: never yet. */
  readonly lastLogInAt: number | null;
  readonly addedAt: number;
  /** Until when a password that was handed out opens the one log-in; null: the password is the person's own. */
  readonly firstPasswordUntil: number | null;
  /** A code or a passkey is asked at the log-in. */
  readonly secondFactor: boolean;
}

/** Who changes it, and where. `personId` null: nobody of the office, as the command line. */
export interface ChangedBy {
  readonly personId: string | null;
  readonly way: ChangeWay;
}

/** Of a password that is handed out. `passwordExpiresAt` null: it lasts. */
export interface HandedOut {
  readonly passwordHash: string;
  readonly passwordExpiresAt: number | null;
}

export type PersonWrite =
  | ({
      readonly type: 'add';
      readonly id: string;
      readonly person: PersonDraft;
      readonly sipSecret: string;
    } & HandedOut)
  | {
      readonly type: 'change';
      readonly id: string;
      readonly before: Partial<PersonFields>;
      readonly after: Partial<PersonFields>;
      readonly endsLogIns: boolean;
      /** Sealed, for who has no telephone's password yet. */
      readonly sipSecret: string;
    }
  | { readonly type: 'activate' | 'deactivate'; readonly id: string }
  | ({ readonly type: 'password'; readonly id: string } & HandedOut);

/** A change as stored; moments in epoch ms. */
export interface PersonChange extends ChangedValues {
  readonly changeId: string;
  readonly at: number;
  /** Null: nobody of the office. */
  readonly byName: string | null;
  readonly way: ChangeWay;
}

/** The list of people. Every method throws when the database is away. */
export interface PeopleStore {
  /** Those who left too, by name. */
  all(): Promise<readonly PersonRecord[]>;
  /**
   * Decides with everybody as they stand and stores what comes of it, with its history and its audit, in one transaction:
   * one at a time, of several servers and command lines too. Log-ins end in it.
   * @param decide returns null where nothing is to be stored
   */
  write(decide: (people: readonly KnownPerson[]) => readonly PersonWrite[] | null, by: ChangedBy): Promise<void>;
  /** What was done to somebody, the newest first. */
  changesOf(personId: string): Promise<readonly PersonChange[]>;
}
