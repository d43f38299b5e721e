import { connect } from 'node:net';
import { openConnection } from './connection.ts';
import { momentOf } from './packets.ts';

/** What AMI tells somebody who only looks. `refused`: user or password, or the address that it permits. */
export type AmiFacts =
  | { readonly state: 'away'; readonly reason: string }
  | { readonly state: 'refused' }
  | { readonly state: 'up'; readonly version: string; readonly clockAheadMs: number | null };

/** Logs in, asks for version and time, and goes. Never rejects. */
export function lookAtAmi(
  to: { readonly host: string; readonly port: number; readonly username: string; readonly secret: string },
  now: () => number,
  timeoutMs = 5_000,
): Promise<AmiFacts> {
  return new Promise((resolve) => {
    const connection = openConnection({
      ...to,
      actionTimeoutMs: timeoutMs,
      maxPacketChars: 100_000,
      event: () => {},
      heard: () => {},
      anomaly: () => {},
      closed: (reason, refused) => resolve(refused ? { state: 'refused' } : { state: 'away', reason }),
      loggedIn: async () => {
        const settings = await connection.action('CoreSettings');
        const asked = now();
        const ping = await connection.action('Ping');
        const at = ping.ok ? momentOf(ping.reply.timestamp) : null;
        const version = settings.ok ? (settings.reply.asteriskversion ?? '') : '';
        resolve({ state: 'up', version, clockAheadMs: at === null ? null : Math.round(at - (asked + now()) / 2) });
        connection.close('seen');
      },
    });
  });
}

/**
 * Asks the server at this address as the dialplan does, for nothing that it would answer: whether it listens there and knows
 * the token. Never rejects. `silent`: nothing listens; `strange`: something else does.
 */
export function lookAtRegistration(
  { host, port, token }: { readonly host: string; readonly port: number; readonly token: string },
  timeoutMs = 5_000,
): Promise<'known' | 'wrong token' | 'silent' | 'strange'> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    let text = '';
    socket.setTimeout(timeoutMs, () => socket.destroy());
    socket.setEncoding('latin1');
    socket.on('connect', () => socket.write(`agi_network_script: menu\nagi_arg_1: ${token}\nagi_arg_4: \n\n`));
    socket.on('data', (part: string) => {
      text += part;
      if (text.includes('\n') || text.length > 4_000) socket.destroy();
    });
    socket.on('error', () => resolve('silent'));
    socket.on('close', () => {
      if (!/^SET VARIABLE SIGAP_REPLY "/.test(text)) return resolve('strange');
      resolve(text.includes('ERROR|wrong token') ? 'wrong token' : 'known');
    });
  });
}
