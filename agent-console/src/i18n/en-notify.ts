import type { Texts } from './id.ts';
import type { idNotify } from './id-notify.ts';

/** How people of the office were told of alerts, in English. */
export const enNotify: Texts<typeof idNotify> = {
  notify: { open: 'Set notifications' },
  means: { screen: 'Screen', sms: 'SMS', whatsapp: 'WhatsApp', email: 'E-mail', webhook: 'The office’s system' },
  storm: {
    tickets: '{{count}} tickets',
    between: 'due {{from}}–{{to}}',
    ackAll: 'Acknowledge all {{count}}',
    which: 'Which tickets',
    closed: 'Finished late',
    announce: '{{count}} new alerts.',
  },
  told: {
    show: 'Who was told',
    onScreen: 'On a screen since {{time}}',
    notOnScreen: 'Not on anybody’s screen yet',
    nobody: 'Nobody was told away from the screen.',
    noPerson: 'Nobody',
    pending: 'goes {{time}}',
    sent: 'sent {{time}}',
    delivered: 'delivered {{time}}',
    failed: 'failed ({{reason}})',
    skipped: 'not sent: {{reason}}',
    read: 'Acknowledged by {{name}}, {{time}}',
    readTitle: 'Acknowledged alerts',
  },
  toldReason: {
    nobody: 'nobody has this role',
    no_address: 'no address',
    declined: 'not wanted',
    not_set_up: 'not set up by the office',
    acknowledged: 'acknowledged before',
    settled: 'done before',
    unreachable: 'not reachable',
  },
};
