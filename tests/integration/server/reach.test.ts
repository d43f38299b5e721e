import type { CaseDetail } from '../../../server/contract/views.ts';
import type { Client, View } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase } from '../../support/server-people.ts';
import { answeredCall, intake } from '../../support/server-scenario.ts';
import { until } from '../../support/until.ts';

/** An office with a telephone, and without any gateway. */
let database: TestDatabase;
let server: TestServer;
let sari: Client;
let desk: View;
beforeEach(async () => {
  database = await createServerDatabase();
  server = await startTestServer({ databaseUrl: database.url });
  sari = await server.logIn('sari');
  desk = await sari.desk();
});
afterEach(async () => {
  await server.stop();
  await database.drop();
});

const ani = '081234567890';
const offered = ({ actions }: CaseDetail) => actions.map(({ event }) => event);
const ways = ({ actions }: CaseDetail) =>
  actions.find(({ event }) => event === 'answer.sent')?.fields.find(({ name }) => name === 'via')?.choices;

/** A call that was cut before its answer was confirmed: the solution is still to be told. */
async function unanswered(number: string, address: string) {
  const call = await answeredCall(server, sari, desk, number);
  const params = { caseId: call.caseId };
  await sari.act(params, 'intake.saved', { ...intake, ...(address && { address }) });
  await sari.act(params, 'solution.saved', { solution: 'Ambil hari Senin' });
  server.exchange.happen(call.ended());
  await until('the call is over', async () => !(await sari.do('getCase', { params })).callLive);
  await sari.act(params, 'recap.saved', { disposition: 'resolved', recapSummary: 'Terputus' });
  return params;
}
const read = (params: { caseId: string }) => sari.do('getCase', { params });

describe('a citizen whom no gateway of the office reaches', () => {
  it('is told by letter where there is an address, and the case ends with a reason where there is none', async () => {
    const [without, withOne] = [await unanswered(ani, ''), await unanswered('081298765432', 'Jl. Mawar 3')];
    const nowhere = await read(without);
    expect(offered(nowhere)).toContain('reply.not_possible');
    expect(ways(nowhere)?.map(({ code }) => code)).toEqual(['letter']);
    expect(offered(await read(withOne))).not.toContain('reply.not_possible');
    const ended = await sari.act(without, 'reply.not_possible', { reason: 'Kantor tidak punya gateway SMS' });
    expect(ended.status).toBe('closed');
  });

  it('is told by whoever has the same number on the line again, for as long as the exchange knows of the call', async () => {
    const params = await unanswered(ani, '');
    const stranger = await answeredCall(server, sari, desk, '081298765432');
    expect(ways(await read(params))?.map(({ code }) => code)).toEqual(['letter']);
    server.exchange.happen(stranger.ended());
    await until('it is over', async () => !(await read({ caseId: stranger.caseId })).callLive);
    await sari.act({ caseId: stranger.caseId }, 'recap.saved', { disposition: 'prank', recapSummary: 'iseng' });
    const again = await answeredCall(server, sari, desk, ani);
    const back = await read(params);
    expect(ways(back)?.map(({ code }) => code)).toEqual(['call', 'letter']);
    expect(offered(back)).not.toContain('reply.not_possible');
    // Another agent talks to nobody.
    const budi = await server.logIn('budi');
    expect(ways(await budi.do('getCase', { params }))?.map(({ code }) => code)).toEqual(['letter']);
    const told = await sari.act(params, 'answer.sent', { via: 'call' });
    expect(told.status).toBe('closed');
    expect(told.history.at(-1)).toMatchObject({ type: 'answer.sent' });
    expect(again.caseId).not.toBe(params.caseId);
  });
});
