import twilio from 'twilio';
import { send } from '../../support/client.ts';
import { ani, openTwilioHotline, type TwilioHotline } from '../../support/twilio-hotline.ts';
import { account, hotlineNumber, publicUrl, twilioPath } from '../../support/twilio-server.ts';

let hotline: TwilioHotline;
beforeEach(async () => {
  hotline = await openTwilioHotline();
});
afterEach(() => hotline.close());

describe('a webhook', () => {
  const path = `${twilioPath}/voice`;
  const fields = (n: number) => ({
    CallSid: `CA${String(n).padStart(32, '0')}`,
    AccountSid: account.accountSid,
    From: ani,
    To: hotlineNumber,
    CallStatus: 'ringing',
  });
  type Form = Readonly<Record<string, string>>;
  const signature = (token: string, url: string, form: Form) => twilio.getExpectedTwilioSignature(token, url, form);
  /** As Twilio signs it. */
  const signed = (form: Form, to = path) => signature(account.authToken, publicUrl + to, form);
  const request = (form: Form, mark: string | null) => ({
    method: 'POST',
    body: new URLSearchParams(form).toString(),
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      ...(mark !== null && { 'x-twilio-signature': mark }),
    },
  });
  const post = (form: Form, mark: string | null, to = path) =>
    send(hotline.server.url, { path: to, ...request(form, mark) });
  const nothingDone = async () => {
    await hotline.server.settled();
    expect(await hotline.server.sql('SELECT 1 FROM call')).toEqual([]);
    expect(hotline.server.core.liveCalls.open()).toEqual([]);
  };

  it('that Twilio did not sign for our address is refused with 403, and nothing is done', async () => {
    const form = fields(1);
    const ours = publicUrl + path;
    for (const wrong of [
      null,
      '',
      'x',
      signature('0'.repeat(32), ours, form),
      // An empty key, a local address, other fields, another path.
      signature('', ours, form),
      signature(account.authToken, hotline.server.url + path, form),
      signature(account.authToken, ours, { ...form, From: '+6281200000000' }),
      signature(account.authToken, `${ours}/status`, form),
    ])
      expect((await post(form, wrong)).status).toBe(403);
    for (const to of [
      `/noted/${form.CallSid}`,
      `/offered/${form.CallSid}/1`,
      `/chosen/${form.CallSid}/1`,
      `/answer/${form.CallSid}/pelayanan~1/0`,
    ])
      for (const wrong of [null, signed(form)]) expect((await post(form, wrong, path + to)).status).toBe(403);
    await nothingDone();
    expect((await post(form, signed(form))).status).toBe(200);
  });

  it('that is too large, no form, or about nothing is refused, and nothing is done', async () => {
    const large = { ...fields(1), Extra: 'x'.repeat(1_000_000) };
    expect((await post(large, signed(large))).status).toBe(413);
    for (const [to, form] of [
      [path, { ...fields(1), CallSid: 'CA1' }],
      [`${path}/status`, { CallStatus: 'completed' }],
      [`${path}/conference`, { ConferenceSid: '../x' }],
      [`${path}/agent/CA1/101`, fields(1)],
      [`${path}/wait/CA1`, fields(1)],
      [`${path}/noted/CA1`, fields(1)],
      [`${path}/answer/${fields(1).CallSid}/x/0`, { ...fields(1), Digits: '1' }],
      [`${path}/chosen/${fields(1).CallSid}/x`, { ...fields(1), Digits: '1' }],
      [`${path}/offer/CA1/1`, fields(1)],
      [`${path}/offered/${fields(1).CallSid}/x`, { ...fields(1), Digits: '1' }],
      [`${path}/recording/CA1`, { RecordingSid: `RE${'1'.repeat(32)}` }],
      [`${path}/recording/${fields(1).CallSid}`, { RecordingSid: '../x' }],
    ] as const)
      expect((await post(form, signed(form, to), to)).status).toBe(400);
    await nothingDone();
  });

  it('that comes two thousand times counts once', async () => {
    const sari = await hotline.ready('sari');
    const desk = await sari.desk();
    const { caller, ring } = await hotline.popUp(desk);
    ring.answer();
    await desk.until('calls', (entry) => entry.phase === 'talking');
    await hotline.settled();
    const room = {
      ConferenceSid: hotline.world.voice.rooms[0]?.sid ?? '',
      FriendlyName: `sigap-${caller.sid}`,
      SequenceNumber: '1',
      Timestamp: 'Sun, 22 Nov 2026 08:00:00 +0000',
    };
    const reports = [
      [`${path}/conference`, { ...room, StatusCallbackEvent: 'participant-join', CallSid: caller.sid }],
      [`${path}/conference`, { ...room, StatusCallbackEvent: 'participant-join', CallSid: ring.leg.sid }],
      [`${path}/agent/${caller.sid}/101`, { CallSid: ring.leg.sid, CallStatus: 'ringing' }],
      [`${path}/agent/${caller.sid}/101`, { CallSid: ring.leg.sid, CallStatus: 'in-progress' }],
    ] as const;
    const requests = reports.map(([to, form]) => [hotline.server.url + to, request(form, signed(form, to))] as const);
    const before = await hotline.historyOf(caller);
    const asked = hotline.world.cloud.requests.length;
    const hear = async (from: number) => {
      for (let n = from; n < 2_000; n += 20) {
        const answer = await fetch(...(requests[n % requests.length] as (typeof requests)[number]));
        if (answer.status !== 204) throw new Error(`answered ${answer.status}`);
      }
    };
    await Promise.all(Array.from({ length: 20 }, (_, from) => hear(from)));
    await hotline.server.settled();
    const after = await hotline.historyOf(caller);
    // Meanwhile the clocks of her steps go on.
    expect(after.filter((type) => type !== 'timer')).toEqual(before.filter((type) => type !== 'timer'));
    expect(hotline.world.cloud.requests.length).toBe(asked);
    expect(hotline.server.core.liveCalls.open()).toHaveLength(1);
  });

  it('that is sent again after its call is over opens nothing, however often', async () => {
    const caller = await hotline.call();
    caller.hangUp();
    await hotline.settled();
    const form = { ...fields(0), CallSid: caller.sid };
    const reports = [
      [path, form],
      [`${path}/status`, { ...form, CallStatus: 'completed' }],
      [
        `${path}/conference`,
        {
          ConferenceSid: hotline.world.voice.rooms[0]?.sid ?? '',
          FriendlyName: `sigap-${caller.sid}`,
          StatusCallbackEvent: 'participant-join',
          CallSid: caller.sid,
          SequenceNumber: '1',
        },
      ],
    ] as const;
    const before = hotline.world.cloud.requests.length;
    for (let n = 0; n < 30; n++)
      for (const [to, each] of reports) {
        const answer = await post(each, signed(each, to), to);
        expect([200, 204]).toContain(answer.status);
      }
    await hotline.server.settled();
    expect(await hotline.server.sql('SELECT 1 FROM case_file WHERE task_period IS NULL')).toHaveLength(1);
    expect(hotline.server.core.liveCalls.open()).toEqual([]);
    expect(hotline.world.cloud.requests.length).toBe(before);
  });
});
