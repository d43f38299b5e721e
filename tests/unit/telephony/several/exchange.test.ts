import type { ExchangeCommand } from '../../../../telephony/commands.ts';
import type { ExchangeEvent, ExchangeSnapshot } from '../../../../telephony/events.ts';
import { createSeveralExchanges } from '../../../../telephony/several/exchange.ts';
import { createFakeExchange } from '../../../support/fake-exchange.ts';

const begin = () => {
  const kota = createFakeExchange(Date.now, true, 'kota');
  const selatan = createFakeExchange(Date.now, true, 'selatan');
  const several = createSeveralExchanges({
    sites: [
      { exchange: kota, prefix: '' },
      { exchange: selatan, prefix: '7' },
    ],
  });
  const events: ExchangeEvent[] = [];
  const missed: (string | undefined)[] = [];
  const start = () =>
    several.start({
      event: (event) => void events.push(event),
      register: async () => ({ ticketNumber: 'X-20260101-0001' }),
      missedSince: (exchange) => {
        missed.push(exchange);
        return 0;
      },
    });
  return { kota, selatan, several, events, missed, start };
};
const last = <T extends ExchangeEvent['type']>(events: readonly ExchangeEvent[], type: T) =>
  events.filter((event) => event.type === type).at(-1) as ExchangeEvent & { readonly type: T };

describe('several exchanges behind one port', () => {
  it('tell their telephones in the office’s numbers, and which of them is up', () => {
    const { kota, selatan, events, missed, start } = begin();
    kota.keepLog(true);
    selatan.keepLog(true);
    const before = selatan.caller(null);
    selatan.happen(before.arrived(), before.queued(), before.offered('101'), before.answered('101'));
    start();
    const ups = events.flatMap((event) => (event.type === 'link.up' ? event.exchange : []));
    expect(ups).toEqual(['kota', 'selatan']);
    expect(missed).toEqual(['kota', 'selatan']);
    const snapshot: ExchangeSnapshot = last(events, 'exchange.snapshot');
    expect(snapshot).toMatchObject({ exchange: 'selatan', reachable: ['7101', '7102', '7103'] });
    expect(snapshot.calls[0]).toMatchObject({ callId: before.callId, answered: { extension: '7101' } });
    const logged = snapshot.history?.calls.flatMap(({ events: of }) =>
      of.filter(({ type }) => type === 'call.answered'),
    );
    expect(logged).toEqual([expect.objectContaining({ extension: '7101' })]);
    const call = kota.caller(null);
    kota.happen(call.arrived(), call.queued(), call.offered('101'));
    expect(last(events, 'call.offered').extension).toBe('101');
    selatan.tell({
      ...{
        type: 'call.transfer',
        id: 't',
        at: 1,
        callId: before.callId,
        transferId: '1',
        mode: 'blind',
        step: 'begun',
      },
      ...{ extension: '101', target: { kind: 'phone', extension: '102' } },
    });
    expect(last(events, 'call.transfer')).toMatchObject({
      extension: '7101',
      target: { kind: 'phone', extension: '7102' },
    });
    selatan.tell({ type: 'phone.unreachable', at: 1, extension: '102' });
    expect(last(events, 'phone.unreachable')).toMatchObject({ extension: '7102' });
  });

  it('get what is theirs: by the call, else by the telephone, in their own numbers', async () => {
    const { kota, selatan, several, start } = begin();
    start();
    const call = selatan.caller(null);
    const { callId } = call;
    const commands: ExchangeCommand[] = [
      { type: 'agent.pause', extension: '7101', reason: 'break' },
      { type: 'leg.hold', callId, extension: '7101', on: true },
      { type: 'recording.pause', callId, extension: '7101', on: true },
      { type: 'caller.first', callId, queue: 'hotline' },
      { type: 'transfer.blind', callId, extension: '7101', target: { kind: 'phone', extension: '7102' } },
      { type: 'listen.begin', listenId: 'listen-1', callId, agent: '7101', extension: '7103', mode: 'listen' },
      // Whoever nobody accounts for: no telephone of anybody.
      { type: 'listen.end', listenId: 'listen-1', extension: '0' },
    ];
    for (const command of commands) expect(await several.execute(command)).toEqual({ ok: true });
    await several.execute({ type: 'agent.pause', extension: '101', reason: 'break' });
    expect(kota.commands).toEqual([{ type: 'agent.pause', extension: '101', reason: 'break' }]);
    expect(selatan.commands).toEqual([
      { type: 'agent.pause', extension: '101', reason: 'break' },
      { type: 'leg.hold', callId, extension: '101', on: true },
      { type: 'recording.pause', callId, extension: '101', on: true },
      { type: 'caller.first', callId, queue: 'hotline' },
      { type: 'transfer.blind', callId, extension: '101', target: { kind: 'phone', extension: '102' } },
      { type: 'listen.begin', listenId: 'listen-1', callId, agent: '101', extension: '103', mode: 'listen' },
      { type: 'listen.end', listenId: 'listen-1', extension: '0' },
    ]);
  });

  it('end those who listen where they listen, as the snapshots say', async () => {
    const { selatan, several, start } = begin();
    selatan.tell({ type: 'listening.on', at: 1, listenId: 'listen-9', mode: 'whisper' });
    start();
    await several.execute({ type: 'listen.end', listenId: 'listen-9', extension: '0' });
    expect(selatan.commands.map(({ type }) => type)).toEqual(['listen.end']);
  });

  it('hand no caller to a telephone of another one, and say so', async () => {
    const { kota, selatan, several, start } = begin();
    start();
    const { callId } = kota.caller(null);
    const target = { kind: 'phone', extension: '7102' } as const;
    const asked = await several.execute({ type: 'transfer.blind', callId, extension: '101', target });
    expect(asked).toMatchObject({ ok: false, kind: 'rejected' });
    const moved = await several.execute({ type: 'caller.move', callId, queue: 'hotline', extension: '7101' });
    expect(moved).toMatchObject({ ok: false, kind: 'rejected' });
    expect([...kota.commands, ...selatan.commands]).toEqual([]);
  });

  it('all get the queues, and the gravest refusal is told with its name', async () => {
    const { kota, selatan, several, start } = begin();
    start();
    const define = () => several.execute({ type: 'queues.define', queues: [] });
    expect(await define()).toEqual({ ok: true });
    expect([kota.commands.length, selatan.commands.length]).toEqual([1, 1]);
    kota.cut();
    selatan.answerWith(() => ({ ok: false, kind: 'unwritable', reason: 'read-only' }));
    expect(await define()).toEqual({ ok: false, kind: 'unwritable', reason: 'selatan: read-only' });
  });

  it('are there as long as one is, and each has its own state', async () => {
    const { kota, selatan, several, events, start } = begin();
    start();
    selatan.cut();
    expect(last(events, 'link.down')).toMatchObject({ exchange: 'selatan' });
    expect(several.status().connected).toBe(true);
    expect(several.exchanges.named('selatan').status().connected).toBe(false);
    const gone = await several.execute({ type: 'agent.resume', extension: '7101' });
    expect(gone).toMatchObject({ ok: false, kind: 'unreachable' });
    expect(await several.execute({ type: 'agent.resume', extension: '101' })).toEqual({ ok: true });
    kota.cut();
    expect(several.status().connected).toBe(false);
  });
});
