import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:tls';
import { until } from './processes.ts';

const md5 = (text: string) => createHash('md5').update(text).digest('hex');
const host = '127.0.0.1';

/**
 * A desk telephone that registers over TLS and says what it hears. It answers no call.
 * @throws when it is refused
 */
export async function registerOverTls(extension: string, secret: string) {
  const socket = connect({ host, port: 5061, rejectUnauthorized: false });
  let heard = '';
  socket.on('data', (chunk) => {
    heard += String(chunk);
    // Asterisk asks whether it is there.
    for (const [, head = ''] of String(chunk).matchAll(/OPTIONS [^\r]*\r\n([\s\S]*?)\r\n\r\n/g)) {
      const kept = head.split('\r\n').filter((line) => /^(Via|From|To|Call-ID|CSeq):/i.test(line));
      socket.write(['SIP/2.0 200 OK', ...kept, 'Content-Length: 0', '', ''].join('\r\n'));
    }
  });
  await once(socket, 'secureConnect');
  socket.on('error', () => {});
  const register = (sequence: number, authorization: readonly string[]) =>
    socket.write(
      [
        `REGISTER sip:${host} SIP/2.0`,
        `Via: SIP/2.0/TLS ${host}:${socket.localPort};branch=z9hG4bK-tls-${sequence};rport`,
        `From: <sip:${extension}@${host}>;tag=tls`,
        `To: <sip:${extension}@${host}>`,
        `Call-ID: tls-${extension}`,
        `CSeq: ${sequence} REGISTER`,
        `Contact: <sip:${extension}@${host}:${socket.localPort};transport=tls>`,
        ...authorization,
        'Content-Length: 0',
        '',
        '',
      ].join('\r\n'),
    );
  register(1, []);
  const [, realm = ''] = (await until('a challenge', () => /realm="([^"]+)"/.exec(heard))) ?? [];
  const [, nonce = ''] = /nonce="([^"]+)"/.exec(heard) ?? [];
  const opaque = /opaque="([^"]+)"/.exec(heard)?.[1] ?? '';
  const uri = `sip:${host}`;
  const qop = { nc: '00000001', cnonce: 'lab' };
  const ends = [md5(`${extension}:${realm}:${secret}`), nonce, qop.nc, qop.cnonce, 'auth', md5(`REGISTER:${uri}`)];
  const said = { username: extension, realm, nonce, uri, response: md5(ends.join(':')), opaque, cnonce: qop.cnonce };
  const quoted = Object.entries(said).map(([name, value]) => `${name}="${value}"`);
  register(2, [`Authorization: Digest ${quoted.join(', ')}, algorithm=MD5, qop=auth, nc=${qop.nc}`]);
  const answers = () => heard.match(/^SIP\/2\.0 [0-9]{3}/gm) ?? [];
  await until('an answer', () => answers().length === 2);
  if (!answers()[1]?.endsWith('200')) {
    socket.destroy();
    throw new Error('refused');
  }
  return { protocol: socket.getProtocol(), heard: () => heard, close: () => socket.destroy() };
}
