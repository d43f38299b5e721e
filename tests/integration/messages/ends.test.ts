import { triesApartMs } from '../../../server/domain/case/case.ts';
import { type MessageOffice, openMessageOffice, siti } from '../../support/message-office.ts';
import { until } from '../../support/until.ts';

let office: MessageOffice;
beforeEach(async () => {
  office = await openMessageOffice();
});
afterEach(() => office.close());

/** A citizen's case, with its first answer gone; `from` another citizen. */
async function reported(from = siti) {
  const before = office.wa.sent.length;
  await office.wa.receive('Air mati sejak kemarin', from);
  await until('the acknowledgement', () => office.wa.sent.length > before);
  const caseId = await office.newest();
  return { caseId, ticketNumber: (await office.detail(caseId)).ticketNumber };
}
const end = (of: { caseId: string }, endedAs: string, more = {}, headers = {}) =>
  office.sari.attempt(of, 'case.ended', { endedAs, reason: 'Alasannya', ...more }, headers);
const toldSince = (count: number) => office.wa.sent.slice(count).map(({ to, text }) => `${to} ${text}`);

describe('a case that is ended before its procedure does', () => {
  it('as a duplicate is linked to the ticket that goes on, and both citizens are told', async () => {
    const other = await reported('081211112222');
    const mine = await reported();
    const count = office.wa.sent.length;
    const wrong = [mine.ticketNumber, 'SBY-20200101-0001', ''];
    for (const duplicateOf of wrong) {
      const { status, problem } = await end(mine, 'duplicate', { duplicateOf });
      expect([duplicateOf, status, problem?.errors?.map(({ field }) => field)]).toEqual([
        duplicateOf,
        422,
        ['fields.duplicateOf'],
      ]);
    }
    const ended = await end(mine, 'duplicate', { duplicateOf: other.ticketNumber.toLowerCase() });
    expect(ended.body).toMatchObject({
      status: 'closed',
      linkedTo: other.ticketNumber,
      endedAs: { code: 'duplicate' },
      actions: [],
      waitsFor: [],
    });
    await until('both are told', () => office.wa.sent.length === count + 2);
    const told = toldSince(count).sort();
    expect(told[0]).toMatch(/^\+6281211112222 /);
    expect(told[1]).toMatch(/^\+6281234567890 /);
    expect(told[1]).toContain(other.ticketNumber);
    // No citizen hears of another's.
    expect(told[0]).not.toContain(mine.ticketNumber);
    expect((await office.detail(other.caseId)).status).toBe('open');
    expect((await office.detail(mine.caseId)).linkedTo).toBe(other.ticketNumber);
  });

  it('as a duplicate of one that is over is refused, and of two that are ended as each other’s one goes on', async () => {
    const [one, two] = [await reported('081255550001'), await reported('081255550002')];
    const asEachOther = [
      end(one, 'duplicate', { duplicateOf: two.ticketNumber }),
      end(two, 'duplicate', { duplicateOf: one.ticketNumber }),
    ];
    const answers = await Promise.all(asEachOther);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
    const refused = answers.find(({ status }) => status === 422)?.problem?.errors;
    expect(refused).toMatchObject([{ field: 'fields.duplicateOf', code: 'ticket_closed' }]);
    const states = await Promise.all([one, two].map(async ({ caseId }) => (await office.detail(caseId)).status));
    expect(states.sort()).toEqual(['closed', 'open']);
  });

  it('as a duplicate tells two citizens whose numbers look alike on a screen', async () => {
    const [one, two] = ['081233337890', '081244447890'];
    const [other, mine] = [await reported(one), await reported(two)];
    const masks = await Promise.all(
      [other, mine].map(async ({ caseId }) => (await office.detail(caseId)).caller.phoneMasked),
    );
    expect(masks[0]).toBe(masks[1]);
    const count = office.wa.sent.length;
    expect((await end(mine, 'duplicate', { duplicateOf: other.ticketNumber })).status).toBe(200);
    await until('both are told', () => office.wa.sent.length === count + 2);
    expect(new Set(office.wa.sent.slice(count).map(({ to }) => to))).toEqual(
      new Set(['+6281233337890', '+6281244447890']),
    );
  });

  it('as a duplicate of what the same citizen wrote elsewhere is told once', async () => {
    await office.sms.receive('Air mati', siti);
    const other = await office.detail(await office.newest());
    office.clock.move(1_000);
    const mine = await reported();
    expect(mine.caseId).not.toBe(other.caseId);
    const before = [office.wa.sent.length, office.sms.sent.length];
    expect((await end(mine, 'duplicate', { duplicateOf: other.ticketNumber })).status).toBe(200);
    await until('it is told', () => office.wa.sent.length > (before[0] ?? 0));
    await office.server.settled();
    expect([office.wa.sent.length, office.sms.sent.length]).toEqual([(before[0] ?? 0) + 1, before[1]]);
  });

  it('as another office’s tells where it went, and as junk tells nobody', async () => {
    const [one, two] = [await reported(), await reported('081211112222')];
    const count = office.wa.sent.length;
    expect((await end(one, 'not_ours')).problem?.errors).toEqual([
      expect.objectContaining({ field: 'fields.passedTo', code: 'required' }),
    ]);
    await end(one, 'not_ours', { passedTo: 'PDAM Surya Sembada' });
    await end(two, 'junk');
    await until('the citizen is told', () => office.wa.sent.length > count);
    await office.server.settled();
    expect(toldSince(count)).toEqual([expect.stringContaining('PDAM Surya Sembada')]);
    expect((await office.detail(two.caseId)).endedAs).toMatchObject({ code: 'junk' });
  });

  it('as unreachable only after three tries at different times, which are counted and shown', async () => {
    const mine = await reported();
    for (const tries of [1, 2, 3]) {
      office.clock.move(triesApartMs);
      expect((await end(mine, 'unreachable')).problem?.errors).toEqual([
        expect.objectContaining({ field: 'fields.endedAs' }),
      ]);
      const tried = await office.sari.act(mine, 'contact.failed', { remark: `Percobaan ${tries}` });
      expect([tried.tries, tried.status]).toEqual([tries, 'open']);
      // Pressed again at once it is the same try; the history has both.
      const again = await office.sari.act(mine, 'contact.failed', { remark: 'Langsung dicoba lagi' });
      expect(again.tries).toBe(tries);
    }
    const { history } = await office.detail(mine.caseId);
    expect(history.filter(({ type }) => type === 'contact.failed')).toHaveLength(6);
    expect((await end(mine, 'unreachable')).body).toMatchObject({ status: 'closed', tries: 3 });
  });

  it('is ended once under its key, and its citizen told once', async () => {
    const mine = await reported();
    const count = office.wa.sent.length;
    const headers = { 'idempotency-key': 'ended-once-only' };
    const answers = await Promise.all([1, 2, 3].map(() => end(mine, 'not_ours', { passedTo: 'PLN' }, headers)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    await until('the citizen is told', () => office.wa.sent.length > count);
    await office.server.settled();
    expect(toldSince(count)).toHaveLength(1);
    const { history } = await office.detail(mine.caseId);
    expect(history.filter(({ type }) => type === 'case.ended')).toHaveLength(1);
    expect((await end(mine, 'junk')).problem?.type).toBe('case_closed');
  });
});
