import type { ActionResult, AmiConnection } from './connection.ts';
import { memberName, momentOf, type Packet } from './packets.ts';

type Action = AmiConnection['action'];

/** What QueueAdd is given. `wrapuptime` in seconds: its help omits it, and it beats the queue's own. */
export type Member = Readonly<
  Record<'queue' | 'interface' | 'stateinterface' | 'membername' | 'paused' | 'wrapuptime' | 'penalty', string>
>;

/** Every queue's entry of the telephone. */
async function entriesOf(action: Action, telephone: string): Promise<ActionResult> {
  const answer = await action('QueueStatus', { member: telephone }, true);
  if (!answer.ok) return answer;
  const events = answer.events.filter((event) => event.event === 'QueueMember' && event.location === telephone);
  return { ...answer, events };
}

/**
 * Takes the member out and puts it in again: the only way to change its wrap-up, or to end one before its time. Both
 * are sent at once, so that no death of ours comes between them.
 */
async function renew(action: Action, member: Member): Promise<ActionResult> {
  const { queue, interface: telephone } = member;
  const [removed, added] = await Promise.all([
    action('QueueRemove', { queue, interface: telephone }),
    action('QueueAdd', { ...member }),
  ]);
  return removed.ok ? added : removed;
}

/**
 * Renews a member that is to have another wrap-up than it has, which an earlier version of ours or a procedure may have
 * left. In mid-call it keeps what it has, because what is taken out loses the moment of its last call.
 * @returns null when there is nothing to renew
 */
export async function unlike(action: Action, member: Member): Promise<ActionResult | null> {
  const found = await entriesOf(action, member.interface);
  if (!found.ok) return found;
  const entry = found.events.find(({ queue }) => queue === member.queue);
  if (!entry || entry.incall === '1' || (entry.wrapuptime ?? '0') === member.wrapuptime) return null;
  const renewed = await renew(action, member);
  // Of a member that a file names only the pause can be changed.
  return renewed.ok ? renewed : null;
}

/** Of a member that is there already: how soon it is rung, and whether at all. */
export async function adjust(action: Action, { queue, interface: telephone, penalty, paused }: Member) {
  const weighed = await action('QueuePenalty', { queue, interface: telephone, penalty });
  return weighed.ok ? action('QueuePause', { queue, interface: telephone, paused }) : weighed;
}

/** The dialplan's watchman reads the moment out of the reason and lifts the pause then (extensions.conf, sigap-lift). */
export function pause(action: Action, telephone: string, reason: string, until: number | null): Promise<ActionResult> {
  const dated = until === null ? reason : `sampai-${Math.ceil(until / 1000)}`;
  return action('QueuePause', { interface: telephone, paused: 'true', reason: dated });
}

/** Lets the telephone ring from now on, even within the wrap-up that Asterisk holds by itself. */
export async function resume(action: Action, telephone: string): Promise<ActionResult> {
  const found = await entriesOf(action, telephone);
  if (!found.ok) return found;
  const results = await Promise.all(
    found.events.filter(wrapsUp).map((entry) =>
      renew(action, {
        queue: entry.queue ?? '',
        interface: telephone,
        stateinterface: entry.stateinterface ?? telephone,
        membername: memberName(entry.name ?? telephone),
        paused: 'false',
        wrapuptime: entry.wrapuptime ?? '0',
        penalty: entry.penalty ?? '0',
      }),
    ),
  );
  const failed = results.find((result) => !result.ok);
  if (failed && !failed.ok && failed.kind !== 'rejected') return failed;
  if (results.length === found.events.length && results.length > 0 && !failed) return results[0] as ActionResult;
  return action('QueuePause', { interface: telephone, paused: 'false' });
}

/**
 * Asks a telephone whether it is there. One that registered before a restart of Asterisk counts as unavailable until it
 * is asked, which by itself happens every `qualify_frequency` seconds; the answer comes as a change of its state.
 */
export async function qualify(action: Action, extension: string): Promise<void> {
  await action('PJSIPQualify', { endpoint: extension });
}

/**
 * Whether it may be in a wrap-up: it has talked, and does not talk now. When that wrap-up ends cannot be told, because
 * entries of a list carry no `Timestamp` (timestampevents=yes or not) and the exchange's clock need not be ours; to
 * renew a member whose wrap-up is over costs nothing.
 */
function wrapsUp({ incall, lastcall, wrapuptime }: Packet): boolean {
  return incall !== '1' && momentOf(lastcall) !== null && Number(wrapuptime) > 0;
}
