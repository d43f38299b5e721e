import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createAsteriskExchange } from '../../../telephony/asterisk/exchange.ts';
import { createSpool } from '../../../telephony/asterisk/spool.ts';
import type { ExchangeEvent } from '../../../telephony/events.ts';
import type { Registration } from '../../../telephony/port.ts';
import { answerDialplan } from './dialplan.ts';
import { startLab } from './lab.ts';
import { until } from './processes.ts';

/**
 * Captures AMI bytes and the call log of callers who are recorded, and of those who leave a message, on demand:
 *   tests/system/run.sh --testMatch $PWD/tests/system/lab/recording.tool.ts --testEnvironment=node --forceExit
 */
const fixtures = join(import.meta.dirname, '../../fixtures');
const quiet = { info() {}, warn() {}, error: console.log };
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

it('captures', async () => {
  const lab = await startLab();
  const { host, port, username, secret, recordings: folder } = lab.settings;
  const spool = createSpool({ folder, name: 'a', log: quiet, everyMs: 500, freeAtLeast: 1 });
  let answer: Omit<Registration, 'ticketNumber'> = {};
  const register = async () => ({ ticketNumber: 'SBY-20261122-0001', ...answer });
  const server = await answerDialplan(lab, { name: 'a', register, spool });
  const events: ExchangeEvent[] = [];
  const exchange = createAsteriskExchange({
    ...{ name: 'a', host, port, username, secret, spool, now: Date.now, log: quiet },
  });
  exchange.start({ event: (event) => void events.push(event), register, takeOver: async () => 'kept' });
  const seen = (type: ExchangeEvent['type']) => until(type, () => events.some((event) => event.type === type));
  await seen('exchange.snapshot');
  await lab.desk('201', { answerAfterMs: 300 });
  await exchange.execute({ type: 'agent.join', extension: '201', name: 'Citra', queue: 'hotline', paused: false });

  lab.ami.record();
  answer = { record: true };
  const call = await lab.call('patient');
  await seen('call.answered');
  const { callId } = events.find(({ type }) => type === 'call.answered') as { callId: string };
  for (const on of [true, false]) {
    await pause(500);
    await exchange.execute({ type: 'recording.pause', callId, extension: '201', on });
    await seen(on ? 'recording.paused' : 'recording.resumed');
  }
  await pause(500);
  await call.hangup();
  await seen('call.ended');
  await pause(500);
  await writeFile(join(fixtures, 'ami/recorded-paused.ami'), lab.ami.recorded());
  await exchange.stop();
  await server.stop();
  await copyFile(lab.settings.callLog, join(fixtures, 'call-log/recorded.csv'));
  await lab.stop();
}, 120_000);
