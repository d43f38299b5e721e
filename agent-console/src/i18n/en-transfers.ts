import type { Texts } from './id.ts';
import type { idTransfers } from './id-transfers.ts';

/** Handing a caller on, in English. */
export const enTransfers: Texts<typeof idTransfers> = {
  transfer: {
    open: 'Transfer',
    title: 'Hand the caller on',
    search: 'Find a name, a role or a place',
    searchHint: 'Type to narrow the list; arrows choose; Enter begins.',
    targets: 'To whom',
    none: 'Nothing fits.',
    loading: 'Loading…',
    queue: 'Back to the queue',
    queueHint: 'First in line',
    outsideHint: 'Outside of the office',
    state: {
      ready: 'Ready',
      talking: 'Talking',
      away: 'Not ready',
      unreachable: 'Telephone not connected',
    },
    consult: 'Talk first',
    consultHint: 'The caller is on hold and hears music while you talk to the other.',
    blind: 'Hand on at once',
    unsupported: 'This exchange cannot hand callers on.',
    rings: 'Calling {{who}}; the caller is on hold',
    consulting: 'Talking to {{who}}; the caller is on hold',
    moving: 'Being handed on to {{who}}',
    complete: 'Hand over',
    cancel: 'Back to the caller',
    from: 'Handed on by {{who}}',
    consultedBy: '{{who}} wants to consult you; the caller is on hold',
    consultingWith: 'You are talking to {{who}}; the caller is on hold',
    popTitle: 'Consultation',
    openTicket: 'Open the ticket',
    leave: 'End the consultation',
    outside: 'The caller talks to {{who}}',
    elsewhere: 'The caller is not at this telephone',
    noEmergency: 'There is no emergency number that you may use.',
  },
};
