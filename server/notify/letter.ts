import type { OutgoingNotice } from '../app/ports/notifications.ts';
import { notificationText } from '../domain/notification/text.ts';

const words = {
  id: {
    open: 'Buka di Sigap:',
    note: 'Pesan otomatis. Tandai sudah dibaca di Sigap; cara Anda diberi tahu diatur di sana, pada menu Pemberitahuan.',
  },
  en: {
    open: 'Open in Sigap:',
    note: 'An automatic message. Acknowledge it in Sigap; how you are told is set there, under Notifications.',
  },
} as const;

/** A letter that tells of the alerts: subject and plain text. */
export function letterOf({ alerts, language, writtenAt }: OutgoingNotice, console: string | null) {
  const { subject, short, lines } = notificationText(alerts, language, writtenAt);
  const { open, note } = words[language];
  const [only] = alerts.length === 1 ? alerts : [];
  const page = console === null ? [] : ['', open, only ? `${console}/tickets/${only.caseId}` : console];
  const body = lines.length === 1 ? lines : [short, '', ...lines.map((line) => `- ${line}`)];
  return { subject: `[Sigap] ${subject}`, text: [...body, ...page, '', '-- ', note, ''].join('\n') };
}
