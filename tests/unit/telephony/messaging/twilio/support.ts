import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express from 'express';
import type { DeliveryReported, MessageReceived, OutboundMessage } from '../../../../../telephony/messaging/port.ts';
import { createTwilioMessageGateway } from '../../../../../telephony/messaging/twilio/gateway.ts';
import { createMessages, type MessagesOptions } from '../../../../support/twilio-stand-in/messages.ts';
import { startTwilioStandIn } from '../../../../support/twilio-stand-in/stand-in.ts';
import { createWebhooks } from '../../../../support/twilio-stand-in/webhooks.ts';
import { until } from '../../../../support/until.ts';

const accountSid = `AC${'a'.repeat(32)}`;
export const authToken = '0123456789abcdef0123456789abcdef';
export const publicUrl = 'https://sigap.example.go.id/hotline/telephony/messaging/twilio';
export const office = '+62215550100';
export const citizen = '+628110000001';

interface Options extends Partial<MessagesOptions> {
  readonly retries?: number;
  readonly catchUpMs?: number;
  readonly timeoutMs?: number;
}

/** The gateway of an office, started, behind a proxy path, with a cloud of its own that it believes to be Twilio's. */
export async function startOffice({ retries = 0, catchUpMs = 3600_000, timeoutMs = 2_000, ...more }: Options = {}) {
  const clock = { now: Date.parse('2026-11-22T03:00:00Z') };
  const now = () => clock.now;
  const app = express();
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const localUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/telephony/messaging/twilio`;
  const webhooks = createWebhooks({ authToken, publicUrl, localUrl, retries });
  const cloud = createMessages({ accountSid, now, webhooks, inboundUrl: `${publicUrl}/inbound`, ...more });
  const standIn = await startTwilioStandIn({ accountSid, authToken }, [cloud.part]);
  const make = () =>
    createTwilioMessageGateway({
      name: 'twilio',
      accountSid,
      authToken,
      publicUrl,
      numbers: [
        { channel: 'sms', address: office },
        { channel: 'whatsapp', address: office },
      ],
      perSecond: 10,
      baseUrl: standIn.url,
      timeoutMs,
      catchUpMs,
      now,
    });
  const { gateway, router } = make();
  app.use('/telephony/messaging/twilio', router);

  const received: MessageReceived[] = [];
  const reported: DeliveryReported[] = [];
  const database = { away: false };
  const keepIn = <Each>(list: Each[]) => {
    return async (each: Each) => {
      if (database.away) throw new Error('no database');
      list.push(each);
    };
  };
  const hooks = { received: keepIn(received), reported: keepIn(reported) };
  gateway.start(hooks);
  // Its first look at what Twilio has: to and from each number.
  await until('the first look', () => standIn.requests.length >= 4);

  let count = 0;
  return {
    clock,
    cloud,
    standIn,
    webhooks,
    localUrl,
    gateway,
    /** As it is after our process was started again. */
    another: () => make().gateway,
    received,
    reported,
    hooks,
    database,
    message: (about: Partial<OutboundMessage> = {}): OutboundMessage => ({
      id: `m-${++count}`,
      writtenAt: clock.now,
      channel: 'sms',
      from: office,
      to: citizen,
      text: 'Nomor laporan Anda SBY-20261122-0001',
      template: null,
      ...about,
    }),
    async stop() {
      await gateway.stop();
      await standIn.close();
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

export type Office = Awaited<ReturnType<typeof startOffice>>;
