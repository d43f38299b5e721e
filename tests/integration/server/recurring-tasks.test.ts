import { throughPapers } from '../../support/paper-hands.ts';
import { openProcedureOffice, type ProcedureOffice } from '../../support/procedure-office.ts';
import type { Username } from '../../support/server-people.ts';
import { until } from '../../support/until.ts';

let office: ProcedureOffice;
beforeAll(async () => {
  office = await openProcedureOffice();
});
afterAll(() => office.close());

describe('what the office owes by its procedures', () => {
  const owed = () =>
    office.server.sql<{ id: string; task: string; sop_id: string; ticket_number: string }>(
      'SELECT id, task_period AS task, sop_id, ticket_number FROM case_file WHERE task_period IS NOT NULL ORDER BY opened_at, sop_id, task_period',
    );

  it('is owed from the first start on, and nothing of what was before', async () => {
    await until('what is done once', async () => (await owed()).length === 1);
    expect((await owed()).map(({ ticket_number }) => ticket_number)).toEqual(['bandungan/1/setup']);
    expect(await office.server.sql('SELECT id FROM alert')).toEqual([]);
  });

  it('is opened when its day or month is over, the missed ones too, by however many servers, and draws no ticket number', async () => {
    await office.takenDown('desk');
    // Of the days between, a weekend among them, nobody has looked at any.
    office.server.clock.move(8 * 86_400_000);
    await office.takenDown('letters');
    const others = await Promise.all([1, 2].map(() => office.startAnother()));
    await until('the tasks of the days that are over', async () =>
      (await owed()).some(({ task }) => task === '2026-11-30'),
    );
    await Promise.all(others.map((other) => other.stop()));
    const days = ['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27', '2026-11-30'];
    expect((await owed()).map(({ task }) => task).sort()).toEqual(['2026-11', ...days, 'setup']);
    const [row] = await office.server.sql<{ drawn: number; cases: number }>(
      `SELECT (SELECT sum(last_number)::int FROM ticket_counter) AS drawn,
         (SELECT count(*)::int FROM case_file WHERE task_period IS NULL) AS cases`,
    );
    expect(row).toEqual({ drawn: 2, cases: 2 });
    expect((await office.client('sari').do('listCases')).total).toBe(2);
  });

  it('is late like any step, is done by whoever has it, goes back and forth as the procedure says, and ends', async () => {
    const idOf = async (task: string) => (await owed()).find((one) => one.task === task)?.id ?? '';
    const [setup, month, day] = (await Promise.all(['setup', '2026-11', '2026-11-23'].map(idOf))) as [
      string,
      string,
      string,
    ];
    const made = await until('the alert', async () => {
      const shown = await office.detail('sari', day);
      return shown.alerts.some(({ kind }) => kind === 'breach') && shown;
    });
    expect(made).toMatchObject({ task: '2026-11-23', status: 'open' });
    // Nobody takes a photo of a report.
    expect(made.actions.map(({ event }) => event)).toEqual(['daily_report.made']);
    const courseOf: readonly (readonly [string, Username, string])[] = [
      [day, 'sari', 'daily_report.made'],
      [setup, 'budi', 'facilities.provided'],
      [month, 'joko', 'monthly_report.prepared'],
      [month, 'agus', 'monthly_report.returned'],
      [month, 'joko', 'monthly_report.prepared'],
      [month, 'agus', 'monthly_report.initialled'],
    ];
    for (const [caseId, who, event] of courseOf) {
      expect([event, (await office.act('lia', caseId, event)).status]).toEqual([event, 404]);
      const written: Record<string, string> =
        event === 'monthly_report.returned' ? { reason: 'Angka November belum lengkap' } : {};
      if (await throughPapers(office, who, caseId, event, written)) continue;
      expect([event, (await office.act(who, caseId, event, written)).status]).toEqual([event, 200]);
    }
    for (const caseId of [setup, month, day]) expect((await office.detail('rina', caseId)).status).toBe('closed');
  });
});
