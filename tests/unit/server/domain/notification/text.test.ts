import { notificationText, type ToldAlert } from '../../../../../server/domain/notification/text.ts';
import { segmentsOf } from '../../../../../telephony/messaging/segments.ts';
import { personalNumbersIn } from '../../../../support/guards/no-personal-data.ts';

const now = Date.parse('2026-11-23T12:00:00+07:00');
const alert = (n: number, more: Partial<ToldAlert> = {}): ToldAlert => ({
  alertId: `a${n}`,
  caseId: `c${n}`,
  ticketNumber: `SBY-20261123-${String(n).padStart(4, '0')}`,
  runId: 'solve',
  kind: 'escalation',
  percent: 200,
  stepNumber: 11,
  stepName: { id: 'Pejabat memberi solusi', en: 'The official gives a solution' },
  promisedAt: now - 12 * 60_000,
  endedAt: null,
  ...more,
});

describe('the text of one alert', () => {
  it('says the ticket, the step, and how late it is', () => {
    expect(notificationText([alert(47)], 'id', now)).toEqual({
      subject: 'Eskalasi: tiket SBY-20261123-0047',
      short:
        'Sigap: Eskalasi: tiket SBY-20261123-0047, langkah 11 (Pejabat memberi solusi) terlambat 12 menit, 200 % dari waktunya.',
      lines: [
        'Eskalasi: tiket SBY-20261123-0047, langkah 11 (Pejabat memberi solusi) terlambat 12 menit, 200 % dari waktunya.',
      ],
    });
    expect(notificationText([alert(47)], 'en', now).short).toBe(
      'Sigap: Escalation: ticket SBY-20261123-0047, step 11 (The official gives a solution) is 12 min late, 200 % of its time.',
    );
  });

  it.each([
    [{ kind: 'warning', promisedAt: now + 5_000 }, 'Hampir lewat waktu: tiket X, langkah 11 (S) tinggal 5 detik.'],
    [{ kind: 'breach', promisedAt: now - 500 }, 'Terlambat: tiket X, langkah 11 (S) terlambat 0 detik.'],
    [{ kind: 'breach', promisedAt: now - 3_725_000 }, 'Terlambat: tiket X, langkah 11 (S) terlambat 1 jam 2 menit.'],
    [{ kind: 'breach', promisedAt: now - 200_000_000 }, 'Terlambat: tiket X, langkah 11 (S) terlambat 2 hari 7 jam.'],
    [{ kind: 'breach', promisedAt: null }, 'Terlambat: tiket X, langkah 11 (S).'],
    [
      { kind: 'breach', promisedAt: now - 600_000, endedAt: now - 540_000 },
      'Terlambat: tiket X, langkah 11 (S) selesai, terlambat 1 menit.',
    ],
    [{ percent: null }, 'Eskalasi: tiket X, langkah 11 (S) terlambat 12 menit.'],
  ] as const)('%j: %s', (more, text) => {
    const one = alert(1, { ...more, ticketNumber: 'X', stepName: { id: 'S', en: 'S' } });
    expect(notificationText([one], 'id', now).lines).toEqual([text]);
  });

  it('calls a recurring task of the office by its own name', () => {
    const { subject } = notificationText([alert(1, { ticketNumber: 'depok/11/2026-11-22' })], 'id', now);
    expect(subject).toBe('Eskalasi: tugas depok/11/2026-11-22');
  });

  it('is one SMS, also of a step with a long name', () => {
    const long = 'Masyarakat menunggu respons dari Call Center Agent yang sedang bertugas';
    const { short } = notificationText([alert(1, { stepName: { id: long, en: long } })], 'id', now);
    expect(segmentsOf(short).parts).toHaveLength(1);
  });
});

describe('the text of many', () => {
  const many = [
    ...Array.from({ length: 40 }, (_, n) => alert(n)),
    alert(90, { kind: 'breach', stepName: { id: 'Menjawab', en: 'Answer' }, promisedAt: now - 3_600_000 }),
    alert(91, { promisedAt: now - 1_800_000 }),
  ];

  it('says how many steps, which most, and which is the worst, in one SMS', () => {
    const { short, subject, lines } = notificationText(many, 'id', now);
    expect(subject).toBe('42 langkah terlambat');
    expect(short).toBe(
      'Sigap: 42 langkah terlambat, terbanyak: Pejabat memberi solusi (41). Terparah: tiket SBY-20261123-0091 terlambat 30 menit, 200 % dari waktunya.',
    );
    expect(segmentsOf(short).parts).toHaveLength(1);
    expect(lines).toHaveLength(26);
    expect(lines.at(-1)).toBe('dan 17 lagi');
    expect(notificationText(many, 'en', now).subject).toBe('42 steps are late');
    expect(personalNumbersIn([short, subject, ...lines].join('\n'))).toEqual([]);
  });

  it('counts a breach and its escalation as one step', () => {
    const both = [alert(1, { kind: 'breach', percent: 100 }), alert(1, { alertId: 'b', percent: 100 })];
    expect(notificationText(both, 'id', now).subject).toBe('Eskalasi: tiket SBY-20261123-0001');
    expect(notificationText(both, 'id', now).lines).toHaveLength(2);
  });

  it('of warnings only says that nothing is late yet', () => {
    const warnings = [1, 2].map((n) => alert(n, { kind: 'warning', promisedAt: now + 60_000 }));
    expect(notificationText(warnings, 'id', now).subject).toBe('2 langkah hampir lewat waktu');
  });
});
