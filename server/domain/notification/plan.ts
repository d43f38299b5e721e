import type { OfficeZone } from '../calendar/office-day.ts';
import type { AlertKind } from '../sop/state.ts';
import type { Means, SopActor } from '../sop/terms.ts';
import { afterQuiet, type QuietHours } from './quiet.ts';
import { type HeardLevel, heardBy } from './recipients.ts';

/** The means that reach a person away from the screen. */
export const personalMeans = ['sms', 'whatsapp', 'email'] as const;
export type PersonalMeans = (typeof personalMeans)[number];
/** The means by which something is sent. What the screen shows is no message. */
export const sentMeans = [...personalMeans, 'webhook'] as const;
export type SentMeans = (typeof sentMeans)[number];

/** Somebody of the office and how he wants to be told. */
export interface NotifiedPerson {
  readonly userId: string;
  readonly role: string;
  /** The means he has an address for. */
  readonly reachable: readonly PersonalMeans[];
  /** By which he takes escalations, of those that the procedure names. */
  readonly escalations: readonly PersonalMeans[];
  /** By which he is told of warnings and breaches of his own steps, besides the screen. */
  readonly own: readonly PersonalMeans[];
  /** Null: none. */
  readonly quiet: QuietHours | null;
}

/** What of an alert decides who is told of it. */
export interface NotifiedAlert {
  readonly alertId: string;
  readonly kind: AlertKind;
  /** Who does the step. */
  readonly actor: SopActor;
  readonly personId: string | null;
  readonly level: HeardLevel | null;
  readonly urgent: boolean;
}

/**
 * Why somebody is not told: nobody has the role, or he has no address, does not want it, or the office has not set up
 * the means.
 */
export type Skipped = 'nobody' | 'no_address' | 'declined' | 'not_set_up';

/** One alert told to one person, or to the office's own system, by one means. */
export interface PlannedNotification {
  /** `alert:person:means`; the same alert planned again gives the same ids. */
  readonly id: string;
  readonly alertId: string;
  /** Null: the webhook, or a role that nobody has. */
  readonly personId: string | null;
  readonly means: SentMeans;
  readonly urgent: boolean;
  /** Epoch ms; all of one person, means and urgency with one moment are one message. Null where skipped. */
  readonly sendAt: number | null;
  readonly skipped: Skipped | null;
}

/** The messages of one person and means; urgent ones do not wait for the others. */
export const laneOf = (of: { readonly personId: string | null; readonly means: string; readonly urgent: boolean }) =>
  `${of.personId ?? ''}:${of.means}:${of.urgent}`;

/** What does not go at once is gathered for this long. */
export const gatherMs = 60_000;

export interface Office {
  readonly people: readonly NotifiedPerson[];
  /** The means that the office has set up. */
  readonly setUp: ReadonlySet<SentMeans>;
  readonly zone: OfficeZone;
  /** By lane, the newest moment at which something was or will be sent, epoch ms. See {@link laneOf}. */
  readonly lanes: ReadonlyMap<string, number>;
}

/**
 * Who is told of these alerts, by what and when. Pure.
 *
 * The first message of a lane goes at once; what follows within {@link gatherMs} is gathered into one that goes at its
 * end. So of however many alerts nobody gets more than one message a minute, and one more that is urgent. Quiet hours
 * move what is not urgent to their end, into one message.
 */
export function planNotifications(alerts: readonly NotifiedAlert[], office: Office, now: number) {
  const lanes = new Map(office.lanes);
  return alerts.flatMap((alert) =>
    wantedOf(alert, office).map(({ quiet, ...wanted }): PlannedNotification => {
      const { urgent } = alert;
      if (wanted.skipped) return { ...wanted, urgent, sendAt: null };
      const lane = laneOf({ ...wanted, urgent });
      const sendAt = nextSending(lanes.get(lane), now, (at) => (urgent ? at : afterQuiet(at, quiet, office.zone)));
      lanes.set(lane, sendAt);
      return { ...wanted, urgent, sendAt };
    }),
  );
}

/** A message that is still to go is joined; after one that has gone the next waits until the gathering is over. */
function nextSending(last: number | undefined, now: number, allowed: (at: number) => number): number {
  if (last === undefined) return allowed(now);
  return allowed(last > now ? last : Math.max(now, last + gatherMs));
}

interface Wanted extends Omit<PlannedNotification, 'sendAt' | 'urgent'> {
  readonly quiet: QuietHours | null;
}

function wantedOf(alert: NotifiedAlert, office: Office): Wanted[] {
  const one = (
    personId: string | null,
    means: SentMeans,
    skipped: Skipped | null,
    quiet: QuietHours | null = null,
  ) => ({
    id: `${alert.alertId}:${personId ?? ''}:${means}`,
    alertId: alert.alertId,
    personId,
    means,
    skipped: skipped ?? (office.setUp.has(means) ? null : 'not_set_up'),
    quiet,
  });
  const toPerson = (person: NotifiedPerson, means: PersonalMeans, wants: readonly PersonalMeans[]) => {
    const skipped = !wants.includes(means) ? 'declined' : !person.reachable.includes(means) ? 'no_address' : null;
    return one(person.userId, means, skipped, person.quiet);
  };
  if (alert.level === null) {
    return ownPeople(alert, office.people).flatMap((person) =>
      person.own.map((means) => toPerson(person, means, person.own)),
    );
  }
  const people = [...new Set(heardBy(alert.level, office.people))];
  const means = [...new Set(alert.level.by)];
  const webhook = means.includes('webhook') ? [one(null, 'webhook', null)] : [];
  const personal = means.filter((each): each is PersonalMeans => (personalMeans as readonly Means[]).includes(each));
  const told = personal.flatMap((each) =>
    people.length === 0
      ? [one(null, each, 'nobody')]
      : people.map((person) => toPerson(person, each, person.escalations)),
  );
  return [...told, ...webhook];
}

/** Who has to do the step: the person, where one is named, else whoever has the role. */
const ownPeople = ({ personId, actor }: NotifiedAlert, people: readonly NotifiedPerson[]) =>
  people.filter((person) => (personId === null ? person.role === actor : person.userId === personId));

/**
 * Whether an alert can be told of by anything but a screen: else there is nothing to plan.
 * @param onCall the step is counted by the call's clock: whoever does it sits before the screen.
 */
export const leavesScreen = (level: HeardLevel | null, onCall: boolean): boolean =>
  level ? level.by.some((each) => each !== 'screen') : !onCall;
