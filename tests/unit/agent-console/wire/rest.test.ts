import { createCards } from '../../../../agent-console/src/wire/cards.ts';
import { checkBody } from '../../../../agent-console/src/wire/check.ts';
import { ApiProblem, fieldCodes, isPassing } from '../../../../agent-console/src/wire/problem.ts';
import { createRest } from '../../../../agent-console/src/wire/rest.ts';
import { caseCard } from '../cards.ts';

function bench(...answers: (Response | Error)[]) {
  const asked: { url: string; init: RequestInit }[] = [];
  const waited: number[] = [];
  let signedOut = 0;
  const proofs: boolean[] = [];
  const rest = createRest({
    fetch: async (url, init) => {
      asked.push({ url, init });
      const answer = answers.shift() ?? new Error('no more answers');
      if (answer instanceof Error) throw answer;
      return answer;
    },
    wait: async (ms) => void waited.push(ms),
    newKey: () => 'key-1',
    signedOut: () => {
      signedOut += 1;
    },
    prove: async () => proofs.shift() ?? false,
  });
  return { rest, asked, waited, signedOut: () => signedOut, proofs };
}
const json = (body: unknown, status = 200, type = 'application/json') =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': type } });
const noneOfThem = { params: { caseId: 'c' }, body: { callerId: null } };
const problem = (status: number, type: string, errors: object[] = []) =>
  json({ type, title: type, status, detail: type, errors }, status, 'application/problem+json');

describe('the REST client', () => {
  it('fills in the path, keeps personal words out of it, and shows the guard header', async () => {
    const { rest, asked } = bench(json(caseCard()));
    await rest.call('performAction', {
      params: { caseId: 'a/b' },
      body: { event: 'analysis.saved', fields: { x: 'y' } },
    });
    expect(asked[0]?.url).toBe('/api/cases/a%2Fb/actions');
    expect(asked[0]?.init).toMatchObject({
      method: 'POST',
      headers: { 'x-sigap': '1', 'content-type': 'application/json' },
      body: '{"event":"analysis.saved","fields":{"x":"y"}}',
    });
  });

  it('sends what was pasted without the signs that nobody sees and nobody could find again', async () => {
    const { rest, asked } = bench(json(caseCard()), json({ cases: [] }));
    const fields = { complaint: 'air\u0000 mati\u0007\nRT\v5 \ud83d' };
    await rest.call('performAction', { params: { caseId: 'c' }, body: { event: 'intake.saved', fields } });
    expect(JSON.parse(String(asked[0]?.init.body)).fields).toEqual({ complaint: 'air mati\nRT 5 ' });
    await rest.call('listAudit', { query: { ticket: 'Siti\u0000' } });
    expect(asked[1]?.url).toBe('/api/audit?ticket=Siti');
  });

  it('hands over what is no JSON, asks for it with the reason in the body, and throws when it breaks off', async () => {
    const broken = new ReadableStream({ start: (given) => given.error(new Error('cut')) });
    const { rest, asked } = bench(
      new Response('sound', { headers: { 'content-type': 'audio/mpeg' } }),
      problem(404, 'no_recording'),
      new Response(broken),
    );
    const input = { params: { callId: 'twilio-1', reference: 'RE1' }, body: { reason: 'mutu layanan' } };
    expect(await (await rest.blob('listen', input)).text()).toBe('sound');
    expect(asked[0]?.url).toBe('/api/calls/twilio-1/recordings/RE1/audio');
    expect(asked[0]?.init).toMatchObject({ method: 'POST', body: '{"reason":"mutu layanan"}' });
    const error = await rest.blob('listen', input).catch((reason: unknown) => reason);
    expect(error instanceof ApiProblem && error.problem?.type).toBe('no_recording');
    expect(isPassing(await rest.blob('listen', input).catch((reason: unknown) => reason))).toBe(true);
  });

  it('tells how many lines of a long text have come, and hands all of it over with its type', async () => {
    const parts = ['seq;who\n1;si', 'ti\n2;budi\n', '', '3;"a\nb"'];
    const given = new ReadableStream({
      start: (out) => {
        for (const part of parts) out.enqueue(new TextEncoder().encode(part));
        out.close();
      },
    });
    const { rest } = bench(new Response(given, { headers: { 'content-type': 'text/csv' } }), new Response(null));
    const told: number[] = [];
    const file = await rest.blob('exportAudit', { query: { language: 'id' } }, (lines) => told.push(lines));
    expect([await file.text(), file.type, told]).toEqual([parts.join(''), 'text/csv', [1, 3, 3, 4]]);
    expect((await rest.blob('exportAudit', { query: { language: 'id' } })).size).toBe(0);
  });

  it('what is grave goes on when it was shown who sits there, once, and stays refused when it was not', async () => {
    const refusal = () => problem(403, 'proof_needed');
    const shown = bench(refusal(), json({ entries: 3, brokenAt: null }), refusal(), refusal(), refusal());
    shown.proofs.push(true, true, false);
    expect(await shown.rest.call('checkAudit', {})).toEqual({ entries: 3, brokenAt: null });
    const again = await shown.rest.call('checkAudit', {}).catch((reason: unknown) => reason);
    expect(again instanceof ApiProblem && again.problem?.type).toBe('proof_needed');
    await expect(shown.rest.call('checkAudit', {})).rejects.toThrow();
    expect([shown.asked.length, shown.signedOut()]).toEqual([5, 0]);
  });

  it('leaves empty parts out of a query', async () => {
    const { rest, asked } = bench(json({ cases: [], total: 0 }));
    await rest.call('listAudit', { query: { ticket: '', page: 2 } });
    expect(asked[0]?.url).toBe('/api/audit?page=2');
  });

  it('gives the server’s problem back with its field codes', async () => {
    const { rest } = bench(problem(422, 'invalid', [{ field: 'fields.nik', code: 'province', message: '' }]));
    const error = await rest.call('me', {}).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ApiProblem);
    expect(fieldCodes(error)).toEqual({ nik: 'province' });
    expect(isPassing(error)).toBe(false);
  });

  it('repeats a command under one key until somebody answers', async () => {
    const { rest, asked, waited } = bench(new TypeError('offline'), problem(503, 'database_away'), json(caseCard()));
    const card = await rest.command('chooseCaller', noneOfThem);
    expect(card.caseId).toBe('case-1');
    expect(asked.map(({ init }) => (init.headers as Record<string, string>)['idempotency-key'])).toEqual([
      'key-1',
      'key-1',
      'key-1',
    ]);
    expect(waited).toHaveLength(2);
  });

  it('does not repeat what was refused', async () => {
    const { rest, asked } = bench(problem(409, 'call_still_live'));
    await expect(rest.command('chooseCaller', noneOfThem)).rejects.toMatchObject({ status: 409 });
    expect(asked).toHaveLength(1);
  });

  it('gives up after a while, with what was typed still the caller’s', async () => {
    const { rest, asked } = bench();
    await expect(rest.command('chooseCaller', noneOfThem)).rejects.toMatchObject({ status: 0 });
    expect(asked).toHaveLength(5);
  });

  it('notices that the session is over, but not at the log-in itself', async () => {
    const { rest, signedOut } = bench(problem(401, 'not_logged_in'), problem(401, 'wrong_password'));
    await rest.call('phone', {}).catch(() => {});
    await rest.call('logIn', { body: { username: 'a', password: 'b' } }).catch(() => {});
    expect(signedOut()).toBe(1);
  });
});

describe('a body checked before it is sent', () => {
  it('says of each field what is wrong, in the server’s codes', () => {
    expect(checkBody('takeIntake', { serviceId: '', complaint: '-\u0007', address: 'a'.repeat(241) })).toEqual({
      serviceId: 'required',
      complaint: 'says_nothing',
      address: 'too_big',
    });
    expect(checkBody('reveal', { field: 'nik', reason: 'abc' })).toEqual({ reason: 'reason_too_short' });
    expect(checkBody('reveal', { field: 'nik', reason: 'mutu layanan' })).toEqual({});
    expect(checkBody('me', {})).toEqual({});
  });
});

describe('the newest version of a case', () => {
  it('wins, whichever way it came', () => {
    const cards = createCards();
    cards.answered(caseCard({ version: 3 }));
    cards.answered(caseCard({ version: 2 }));
    expect(cards.newest(caseCard({ version: 1 })).version).toBe(3);
    expect(cards.newest(caseCard({ version: 4 })).version).toBe(4);
    expect(cards.newest(caseCard({ caseId: 'other' })).version).toBe(1);
    expect(cards.version()).toBe(1);
  });
});
