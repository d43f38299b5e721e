import type { ListeningCard } from '../../contract/supervision.ts';
import { deskOf, type Entry } from '../live/topics.ts';
import type { Directory } from '../people/directory.ts';
import type { Listening } from '../ports/supervision.ts';

/**
 * Where it is seen that a supervisor listens. Agents see it unless the office has decided otherwise: their voice is
 * personal data of theirs, and UU 27/2022 (Pasal 16 ayat 2) asks for processing that is transparent. Whom one hears, in a
 * whisper or in the conversation, is named in any case. The floor is on a wall that agents see too. Pure, but for the names.
 */
export function listeningEntries(
  { listenId, callId, agentId, supervisorId, mode, since }: Listening,
  ticketNumber: string | null,
  directory: Pick<Directory, 'nameOf'>,
  shown: boolean,
): Entry[] {
  const value: ListeningCard = {
    ...{ listenId, callId, ticketNumber, agentId, supervisorId, mode, since },
    agentName: directory.nameOf(agentId) ?? '',
    supervisorName: directory.nameOf(supervisorId) ?? '',
  };
  const key = `listenings/${listenId}` as const;
  const told = since !== null && (shown || mode !== 'listen');
  return [deskOf(supervisorId), ...(told ? [deskOf(agentId), 'floor'] : [])].map((topic) => ({ topic, key, value }));
}
