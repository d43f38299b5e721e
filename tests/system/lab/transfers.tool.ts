import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createAsteriskExchange } from '../../../telephony/asterisk/exchange.ts';
import type { TransferCommand } from '../../../telephony/commands.ts';
import type { ExchangeEvent } from '../../../telephony/events.ts';
import { type Lab, startLab } from './lab.ts';
import { until } from './processes.ts';

/**
 * Captures AMI bytes and the call log of callers who are handed on, on demand:
 *   tests/system/run.sh --testMatch $PWD/tests/system/lab/transfers.tool.ts --testEnvironment=node --forceExit
 */
const fixtures = join(import.meta.dirname, '../../fixtures');
const quiet = { info() {}, warn() {}, error() {} };
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const to = (extension: string) => ({ kind: 'phone', extension }) as const;

describe('capture', () => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await startLab();
  });
  afterAll(() => lab.stop());

  /** A talk between a caller and 201, and what is done with it. */
  async function capture(
    name: string,
    of: { answer201?: number | null; answer202?: number | null; talk202?: number },
    go: (
      talk: { readonly callId: string; readonly hangup: () => Promise<void> },
      ask: (command: Omit<TransferCommand, 'callId' | 'extension'>) => Promise<void>,
      seen: (type: ExchangeEvent['type'], step?: string) => Promise<unknown>,
    ) => Promise<void>,
  ) {
    let events: ExchangeEvent[] = [];
    lab.ami.record();
    const { host, port, username, secret } = lab.settings;
    const exchange = createAsteriskExchange({ name: 'a', host, port, username, secret, now: Date.now, log: quiet });
    exchange.start({ event: (event) => void events.push(event), register: async () => ({ ticketNumber: '' }) });
    const seen = (type: ExchangeEvent['type'], step?: string) =>
      until(`${name}: ${type} ${step ?? ''}`, () =>
        events.find((event) => event.type === type && (step === undefined || ('step' in event && event.step === step))),
      );
    await seen('exchange.snapshot');
    const waits = of.answer201 === null;
    await lab.desk('201', { answerAfterMs: waits ? null : 200, talkMs: 60_000 });
    await lab.desk('202', { answerAfterMs: of.answer202 ?? null, talkMs: of.talk202 ?? 60_000 });
    await exchange.execute({ type: 'agent.join', extension: '201', name: 'Citra', queue: 'hotline', paused: false });
    const call = await lab.call('patient');
    const since = waits ? 'call.offered' : 'call.answered';
    await seen(since);
    await pause(300);
    const { callId } = events.find(({ type }) => type === since) as { callId: string };
    events = [];
    const ask = async (command: Omit<TransferCommand, 'callId' | 'extension'>) => {
      const done = await exchange.execute({ callId, extension: '201', ...command } as TransferCommand);
      if (!done.ok) throw new Error(`${name}: ${done.reason}`);
    };
    await go({ callId, hangup: () => call.hangup() }, ask, seen).catch((error) => console.log(name, String(error)));
    await lab.clear();
    await exchange.execute({ type: 'agent.leave', extension: '201', queue: 'hotline' });
    await exchange.stop();
    await writeFile(join(fixtures, 'ami', `transfer-${name}.ami`), lab.ami.recorded());
  }

  it('captures', async () => {
    await capture('blind', { answer202: 300 }, async ({ hangup }, ask, seen) => {
      await ask({ type: 'transfer.blind', target: to('202') } as never);
      await seen('call.transfer', 'done');
      await pause(300);
      await hangup();
      await seen('call.ended');
    });
    await capture('move', { answer201: null, answer202: 300 }, async ({ hangup }, ask, seen) => {
      await ask({ type: 'caller.move', queue: 'hotline', extension: '202' } as never);
      await seen('call.transfer', 'done');
      await pause(300);
      await hangup();
      await seen('call.ended');
    });
    await capture('move-unreachable', { answer201: null }, async ({ hangup }, ask, seen) => {
      await ask({ type: 'caller.move', queue: 'hotline', extension: '102' } as never);
      await seen('call.offered');
      await pause(300);
      await hangup();
      await seen('call.ended');
    });
    await capture('consult-completed', { answer202: 300 }, async ({ hangup }, ask, seen) => {
      await ask({ type: 'transfer.consult', target: to('202') } as never);
      await seen('call.transfer', 'consulting');
      await pause(300);
      await ask({ type: 'transfer.complete' } as never);
      await seen('call.transfer', 'done');
      await pause(300);
      await hangup();
      await seen('call.ended');
    });
    await capture('consult-cancelled', { answer202: 300 }, async ({ hangup }, ask, seen) => {
      await ask({ type: 'transfer.consult', target: to('202') } as never);
      await seen('call.transfer', 'consulting');
      await ask({ type: 'transfer.cancel' } as never);
      await seen('call.resumed');
      await pause(300);
      await hangup();
      await seen('call.ended');
    });
    await capture('consult-other-hangs-up', { answer202: 300, talk202: 500 }, async ({ hangup }, ask, seen) => {
      await ask({ type: 'transfer.consult', target: to('202') } as never);
      await seen('call.resumed');
      await pause(300);
      await hangup();
      await seen('call.ended');
    });
    await capture('consult-agent-hangs-up', { answer202: null }, async ({ callId, hangup }, ask, seen) => {
      await ask({ type: 'transfer.consult', target: to('202') } as never);
      await pause(500);
      const channel = /PJSIP\/201-[0-9a-f]+/.exec(await lab.asterisk.cli('core show channels concise'))?.[0] ?? '';
      await lab.asterisk.cli(`channel request hangup ${channel}`);
      await seen('call.queued');
      await hangup();
      await seen('call.ended');
      void callId;
    });
    await capture('consult-caller-hangs-up', { answer202: 300 }, async ({ hangup }, ask, seen) => {
      await ask({ type: 'transfer.consult', target: to('202') } as never);
      await seen('call.transfer', 'consulting');
      await hangup();
      await seen('call.ended');
      await until(
        'nobody talks',
        async () => !(await lab.asterisk.cli('core show channels concise')).includes('PJSIP'),
      );
    });
    await capture('consult-unreachable', { answer202: 300 }, async ({ hangup }, ask, seen) => {
      await ask({ type: 'transfer.consult', target: to('102') } as never);
      await seen('call.resumed');
      await hangup();
      await seen('call.ended');
    });
    await capture('blind-unreachable', { answer202: 300 }, async ({ hangup }, ask, seen) => {
      await ask({ type: 'transfer.blind', target: to('102') } as never);
      await seen('call.queued');
      await hangup();
      await seen('call.ended');
    });
    await capture('outside-not-listed', { answer202: 300 }, async ({ hangup }, ask, seen) => {
      await ask({ type: 'transfer.consult', target: { kind: 'outside', id: 'PLN', number: '123' } } as never);
      await seen('call.resumed');
      await hangup();
      await seen('call.ended');
    });
    await capture('queue', { answer202: 300 }, async ({ hangup }, ask, seen) => {
      await ask({ type: 'transfer.blind', target: { kind: 'queue' } } as never);
      await seen('call.queued');
      await hangup();
      await seen('call.ended');
    });
    await pause(500);
    await copyFile(lab.asterisk.callLog, join(fixtures, 'call-log/transfers.csv'));
  }, 200_000);
});
