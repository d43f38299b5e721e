import { openProcedureOffice, type ProcedureOffice } from '../../support/procedure-office.ts';

let office: ProcedureOffice;
beforeAll(async () => {
  office = await openProcedureOffice();
});
afterAll(() => office.close());

describe('a report taken down at the desk', () => {
  it('says of each field what is wrong with it, and draws no number', async () => {
    const soon = office.server.clock.now() + 3_600_000;
    const body = { serviceId: 'whatsapp', complaint: 'lampu mati', nik: '1', phone: '2', receivedAt: soon };
    const answer = await office.client('sari').call('takeIntake', { body });
    expect(answer.problem?.errors?.map(({ field, code }) => [field, code])).toEqual([
      ['serviceId', 'not_by_hand'],
      ['nik', expect.any(String)],
      ['phone', 'phone_invalid'],
      ['receivedAt', 'in_the_future'],
    ]);
    expect((await office.client('sari').call('takeIntake', { body: { serviceId: 'x', complaint: ' ' } })).status).toBe(
      422,
    );
    const silent = await office.client('sari').call('takeIntake', { body: { serviceId: 'desk', complaint: '...' } });
    expect(silent.problem?.errors).toMatchObject([{ field: 'complaint', code: 'says_nothing' }]);
    const numbers = [await office.takenDown('desk'), await office.takenDown('desk')].map((caseId) =>
      office.detail('sari', caseId),
    );
    const [one, two] = (await Promise.all(numbers)).map(({ ticketNumber }) => Number(ticketNumber.slice(-4)));
    expect(two).toBe((one ?? 0) + 1);
  });

  it('asked again under its key is one ticket', async () => {
    const options = {
      body: { serviceId: 'desk', complaint: 'Kursi kurang' },
      headers: { 'idempotency-key': 'report-1' },
    };
    const answers = await Promise.all([1, 2].map(() => office.client('sari').do('takeIntake', options)));
    expect(answers[0]?.ticketNumber).toBe(answers[1]?.ticketNumber);
    const { services: doors } = await office.client('sari').do('services');
    expect(doors.find(({ id }) => id === 'letters')).toMatchObject({ channel: 'letter' });
  });
});
