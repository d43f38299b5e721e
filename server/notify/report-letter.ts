import type { ReportLetter } from '../app/ports/report-schedules.ts';

const words = {
  id: {
    period: 'Periode',
    owner: 'Dijadwalkan oleh',
    name: 'Nama jadwal',
    missed: (n: number) =>
      `${n} kiriman sebelum ini tidak terjadi karena server tidak berjalan; angkanya tetap ada pada halaman Laporan.`,
    note: 'Pesan otomatis. Jadwalnya diubah, dijeda, atau dihapus di Sigap pada halaman Laporan.',
  },
  en: {
    period: 'Period',
    owner: 'Scheduled by',
    name: 'Name of the schedule',
    missed: (n: number) =>
      `${n} before this one did not go out because no server was running; their figures are on the page Reports.`,
    note: 'An automatic message. Its schedule is changed, paused or deleted in Sigap, on the page Reports.',
  },
} as const;

/** A letter that brings a report: subject, plain text and files. It says which report it is, and nothing of what is in it. */
export function reportLetterOf({ language, title, period, owner, name, missed, files }: ReportLetter) {
  const said = words[language];
  const lines = [title, `${said.period}: ${period}`, `${said.name}: ${name}`, `${said.owner}: ${owner}`];
  return {
    subject: `[Sigap] ${title}, ${period}`,
    text: [...lines, ...(missed > 0 ? ['', said.missed(missed)] : []), '', '-- ', said.note, ''].join('\n'),
    attachments: files.map(({ name: filename, type, bytes }) => ({
      ...{ filename, contentType: type, content: Buffer.from(bytes) },
    })),
  };
}
