import { lackingIn } from '../../../../../server/domain/archive/lacking.ts';
import { sumsIn, sumsText } from '../../../../../server/domain/archive/manifest.ts';
import { timesOf, usualSchedule } from '../../../../../server/domain/archive/schedule.ts';
import type { PaperState } from '../../../../../server/domain/papers/life.ts';

const kept = (active: number, inactive: number, fate: 'destroyed' | 'permanent' | 'reviewed' = 'destroyed') => ({
  ...{ id: 'x', code: '700', title: 'X', active, inactive, fate },
});

it('years count from the day on which the file was closed', () => {
  expect(timesOf('2026-12-01', kept(2, 3))).toEqual({ activeUntil: '2028-12-01', overOn: '2031-12-01' });
  expect(timesOf('2028-02-29', kept(1, 3))).toEqual({ activeUntil: '2029-02-28', overOn: '2032-02-29' });
  expect(timesOf('2026-01-31', kept(0, 0))).toEqual({ activeUntil: '2026-01-31', overOn: '2026-01-31' });
});

it('what is permanent is never over, and nothing goes by the usual schedule that nobody has looked at', () => {
  expect(timesOf('2026-12-01', kept(2, 8, 'permanent')).overOn).toBeNull();
  expect(usualSchedule.map(({ fate }) => fate)).toEqual(['reviewed']);
});

const paper = (state: PaperState) => ({ state, title: { id: 'Surat Pemberitahuan' }, number: '7/1' });

it('a case lacks what still goes round, is to be fetched or waits to be sent, and nothing that is finished or was never begun', () => {
  const file = (state: string) => ({ state, name: 'resi.jpg', kind: null });
  const message = (pending: boolean) => ({ pending, channel: 'sms' });
  const finished = {
    papers: [paper('draft'), paper('signed'), paper('sent'), paper('void')],
    files: [file('kept'), file('refused')],
    messages: [message(false)],
  };
  expect(lackingIn(finished)).toEqual([]);
  expect(
    lackingIn({ papers: [paper('made'), paper('returned')], files: [file('waiting')], messages: [message(true)] }),
  ).toEqual([
    { what: 'paper_unsigned', name: 'Surat Pemberitahuan 7/1' },
    { what: 'paper_returned', name: 'Surat Pemberitahuan 7/1' },
    { what: 'file_waiting', name: 'resi.jpg' },
    { what: 'message_waiting', name: 'sms' },
  ]);
});

it('digests are read back as they were written, and other lines are none', () => {
  const sums = [{ path: 'berkas/001 foto kejadian.jpg', sha256: 'a'.repeat(64) }];
  expect([...sumsIn(sumsText(sums))]).toEqual([['berkas/001 foto kejadian.jpg', 'a'.repeat(64)]]);
  expect(sumsIn('../../etc/passwd\n').size).toBe(0);
});
