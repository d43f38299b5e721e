import type { AmiFields } from '../../../support/fake-ami.ts';
import { until } from '../../../support/until.ts';
import { linked } from './link.ts';

const member = (fields: AmiFields): AmiFields => ({
  Event: 'QueueMember',
  Queue: 'hotline',
  Name: 'Ayu',
  Location: 'PJSIP/201',
  StateInterface: 'PJSIP/201',
  Penalty: '3',
  Wrapuptime: '10',
  InCall: '0',
  Paused: '1',
  ...fields,
});
const resume = { type: 'agent.resume', extension: '201' } as const;

describe('agents as members of queues', () => {
  it('sends no line end of ours, whatever a name or a reason holds', async () => {
    const { ami, exchange } = await linked();
    const evil = 'Ayu\r\nAction: Originate\r\n\r\nAction: Logoff\0';
    const join = { type: 'agent.join', extension: '201', name: evil, queue: 'hotline', paused: true } as const;
    expect(await exchange.execute(join)).toEqual({ ok: true });
    expect(await exchange.execute({ type: 'agent.pause', extension: '201', reason: evil })).toEqual({ ok: true });
    expect(await exchange.execute({ ...join, queue: 'a\r\nb' })).toMatchObject({ kind: 'rejected' });
    expect(await exchange.execute({ ...join, extension: '201\r\n' })).toMatchObject({ kind: 'rejected' });
    const asked = new Set(ami.actions.map((action) => action.action?.toLowerCase()));
    expect(asked.has('queueadd') && asked.has('queuepause')).toBe(true);
    expect(asked.has('originate') || asked.has('logoff')).toBe(false);
    expect(ami.actions.find((action) => action.action === 'QueueAdd')).toMatchObject({
      interface: 'PJSIP/201',
      membername: 'Ayu Action: Originate Action: Logoff',
      paused: 'true',
    });
  });

  it('joins an agent who is a member already by setting the pause alone', async () => {
    const refuse = { Response: 'Error', Message: 'Unable to add interface: Already there' };
    const { ami, exchange } = await linked({ answer: ({ action }) => (action === 'QueueAdd' ? refuse : undefined) });
    const join = { type: 'agent.join', extension: '201', name: 'Ayu', queue: 'hotline', paused: false } as const;
    expect(await exchange.execute(join)).toEqual({ ok: true });
    expect(ami.actions.findLast(({ action }) => action === 'QueuePause')).toMatchObject({
      queue: 'hotline',
      paused: 'false',
    });
  });

  it('asks the telephones of its members that nothing is known of whether they are there', async () => {
    const device = (extension: string, State: string) => ({
      Event: 'DeviceStateChange',
      Device: `PJSIP/${extension}`,
      State,
    });
    const { exchange, asked } = await linked({
      lists: () => ({
        QueueStatus: ['201', '202', '203'].map((extension) => member({ Location: `PJSIP/${extension}` })),
        DeviceStateList: [device('201', 'UNAVAILABLE'), device('202', 'NOT_INUSE')],
      }),
    });
    await until('both to be asked', () => asked('PJSIPQualify').length === 2);
    expect(asked('PJSIPQualify').map(({ endpoint }) => endpoint)).toEqual(['201', '203']);
    const join = { type: 'agent.join', name: 'Ayu', queue: 'hotline', paused: false } as const;
    await exchange.execute({ ...join, extension: '202' });
    await exchange.execute({ ...join, extension: '204' });
    expect(asked('PJSIPQualify').map(({ endpoint }) => endpoint)).toEqual(['201', '203', '204']);
  });

  it.each([
    // Captured of Asterisk 22: an entry of the list has no Timestamp, so whether this was just now cannot be told.
    ['has talked', { LastCall: '1700000095', LastPause: '1700000095' }, ['QueueRemove', 'QueueAdd']],
    ['has not talked yet', { LastCall: '0' }, ['QueuePause']],
    ['talks', { LastCall: '1700000099', InCall: '1' }, ['QueuePause']],
    ['has no wrap-up there', { LastCall: '1700000095', Wrapuptime: '0' }, ['QueuePause']],
  ])('lets an agent ring at once who %s', async (_, fields, actions) => {
    const { exchange, asked } = await linked({ lists: () => ({ QueueStatus: [member(fields)] }) });
    expect(await exchange.execute(resume)).toEqual({ ok: true });
    const names = ['QueueRemove', 'QueueAdd', 'QueuePause'];
    expect(asked(...names).map(({ action }) => action)).toEqual(actions);
    expect(asked(...names).at(-1)).toMatchObject({ interface: 'PJSIP/201', paused: 'false' });
    for (const added of asked('QueueAdd')) {
      expect(added).toMatchObject({ queue: 'hotline', membername: 'Ayu', penalty: '3', wrapuptime: '10' });
    }
  });

  it('unpauses a member that a file names and nobody can take out', async () => {
    const refuse = { Response: 'Error', Message: 'Unable to remove interface: Member not dynamic' };
    const { exchange, asked } = await linked({
      lists: () => ({ QueueStatus: [member({ LastCall: '1700000099' })] }),
      answer: ({ action }) => (action === 'QueueRemove' ? refuse : undefined),
    });
    expect(await exchange.execute(resume)).toEqual({ ok: true });
    expect(asked('QueuePause')).toHaveLength(1);
  });

  it('gives a member the wrap-up it is to have, but never in mid-call', async () => {
    const there = { Response: 'Error', Message: 'Unable to add interface: Already there' };
    let added = 0;
    let fields: AmiFields = { Wrapuptime: '0' };
    const { exchange, asked } = await linked({
      lists: () => ({ QueueStatus: [member(fields)] }),
      answer: ({ action }) => (action === 'QueueAdd' && ++added % 2 === 1 ? there : undefined),
    });
    const join = { type: 'agent.join', extension: '201', name: 'A;y|u', queue: 'hotline', paused: false } as const;
    expect(await exchange.execute({ ...join, wrapUpMs: 9_500 })).toEqual({ ok: true });
    expect(asked('QueueRemove', 'QueueAdd').map(({ action }) => action)).toEqual([
      'QueueAdd',
      'QueueRemove',
      'QueueAdd',
    ]);
    expect(asked('QueueAdd').at(-1)).toMatchObject({ wrapuptime: '10', membername: 'A y u', paused: 'false' });
    fields = { Wrapuptime: '0', InCall: '1' };
    expect(await exchange.execute({ ...join, wrapUpMs: 9_500 })).toEqual({ ok: true });
    expect(asked('QueueRemove')).toHaveLength(1);
    expect(asked('QueuePause').at(-1)).toMatchObject({ paused: 'false' });
  });

  it('writes the end of a pause into its reason, in whole seconds that are never too few', async () => {
    const { exchange, asked } = await linked();
    const pause = { type: 'agent.pause', extension: '201', reason: 'wrap-up' } as const;
    await exchange.execute({ ...pause, until: 1_700_000_030_001 });
    await exchange.execute(pause);
    expect(asked('QueuePause').map(({ reason }) => reason)).toEqual(['sampai-1700000031', 'wrap-up']);
  });
});
