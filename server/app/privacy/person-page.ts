import type { PersonDocument } from './person-document.ts';

const words = {
  id: {
    title: 'Salinan data pribadi',
    made: 'Dibuat',
    law: 'Diberikan menurut UU 27/2022 pasal 7.',
    opened: 'Dibuka',
    closed: 'Ditutup',
    phone: 'Telepon',
    asWritten: 'Seperti yang ditulis',
    messages: 'Pesan',
    history: 'Riwayat',
    call: 'Panggilan',
    recordings: 'Rekaman',
    none: 'Tidak ada data.',
    seconds: 'detik',
  },
  en: {
    title: 'Copy of personal data',
    made: 'Made',
    law: 'Given under Law 27/2022 article 7.',
    opened: 'Opened',
    closed: 'Closed',
    phone: 'Telephone',
    asWritten: 'As it was written',
    messages: 'Messages',
    history: 'History',
    call: 'Call',
    recordings: 'Recordings',
    none: 'No data.',
    seconds: 'seconds',
  },
} as const;

const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const safe = (text: string): string => text.replace(/[&<>"']/g, (sign) => signs[sign] ?? '');

/** The copy as one page without scripts, to be printed or kept as PDF by the browser. Pure. */
export function personPage(document: PersonDocument, language: 'id' | 'en'): string {
  const t = words[language];
  const rows = (lines: readonly { readonly label: string; readonly value: string }[]) =>
    lines.map(({ label, value }) => `<tr><th scope="row">${safe(label)}</th><td>${safe(value)}</td></tr>`).join('');
  const table = (title: string, lines: readonly { readonly label: string; readonly value: string }[]) =>
    lines.length === 0 ? '' : `<h3>${safe(title)}</h3><table>${rows(lines)}</table>`;
  const tickets = document.tickets.map((ticket) => {
    const facts = [
      { label: t.opened, value: ticket.openedAt },
      ...(ticket.closedAt === null ? [] : [{ label: t.closed, value: ticket.closedAt }]),
      ...(ticket.phone === null ? [] : [{ label: t.phone, value: ticket.phone }]),
      ...(ticket.nik === null ? [] : [{ label: 'NIK', value: ticket.nik }]),
      ...(ticket.call === null
        ? []
        : [{ label: t.call, value: [ticket.call.arrivedAt, ticket.call.endedAt ?? ''].join(' – ') }]),
      ...ticket.contents,
    ];
    const messages = ticket.messages.map(({ at, from, by, text }) => ({
      label: `${at} · ${from} · ${by}`,
      value: text,
    }));
    const recordings = ticket.recordings.map(({ startedAt, seconds }) => ({
      label: startedAt ?? '–',
      value: `${seconds} ${t.seconds}`,
    }));
    return `<section><h2>${safe(ticket.ticketNumber)} · ${safe(ticket.procedure)}</h2><table>${rows(facts)}</table>
${table(t.asWritten, ticket.asWritten)}${table(t.messages, messages)}${table(t.recordings, recordings)}
${table(t.history, ticket.history)}</section>`;
  });
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${t.title}</title>
<style>body{font:14px/1.5 sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem;color:#111}
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.25rem .5rem;border-bottom:1px solid #767676;overflow-wrap:anywhere}
th{width:16rem;font-weight:600}td{white-space:pre-wrap}section{break-inside:avoid-page}</style></head>
<body><h1>${t.title}</h1><p>${safe(document.office)} · ${t.made} ${safe(document.madeAt)}</p><p>${t.law}</p>
${tickets.length === 0 ? `<p>${t.none}</p>` : tickets.join('\n')}</body></html>
`;
}
