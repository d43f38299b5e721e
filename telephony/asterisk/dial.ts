import type { CommandOutcome } from '../commands.ts';
import { type DialCommand, isDialDigits, isDialled } from '../dialling.ts';
import type { AmiConnection } from './connection.ts';

/** Where the dialplan takes over from the agent's telephone, and alone decides whom it dials (extensions.conf). */
const context = 'sigap-out';
/** How long the agent's own telephone rings. */
const ringMs = 20_000;

/**
 * Has Asterisk ring the agent's telephone and give it to the dialplan, which calls the number of the variable. Answers
 * when Asterisk has taken it up; what becomes of it is told by events.
 */
export async function dial(
  command: DialCommand,
  { action, name, tech }: { readonly action: AmiConnection['action']; readonly name: string; readonly tech: string },
): Promise<CommandOutcome> {
  const { callId, extension, digits } = command;
  const id = callId.slice(name.length + 1);
  const rejected = (reason: string): CommandOutcome => ({ ok: false, kind: 'rejected', reason });
  if (!callId.startsWith(`${name}-`) || !isDialled(id) || !/^[\w-]{1,80}$/.test(id))
    return rejected('no id of a call of ours');
  // A comma would set another variable, a line end send another action.
  if (!isDialDigits(digits)) return rejected('a number to be called has digits only');
  const asked = await action('Originate', {
    // Of the answer too: of a telephone that cannot be rung nothing else is told.
    actionid: id,
    channelid: id,
    channel: `${tech}/${extension}`,
    ...{ context, exten: 's', priority: '1', timeout: String(ringMs), async: 'true' },
    variable: `SIGAP_NUMBER=${digits}`,
  });
  return asked.ok ? { ok: true } : { ok: false, kind: asked.kind, reason: asked.reason };
}
