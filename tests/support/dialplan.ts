import { connect } from 'node:net';

/**
 * Asks as Asterisk's dialplan does by FastAGI, as seen on 22.10.1.
 * @returns what it was told; null: nothing
 */
export function askAsDialplan(
  port: number,
  what: string,
  given: readonly string[],
  environment: readonly string[] = ['agi_callerid: 081234567890', 'agi_calleridname: unknown'],
): Promise<string | null> {
  const args = given.map((value, index) => `agi_arg_${index + 1}: ${value}`);
  const script = [`agi_network: yes`, `agi_network_script: ${what}`, ...environment];
  return sendAsDialplan(port, `${[...script, ...args].join('\n')}\n\n`);
}

/** The same of bytes of one's own choice. */
export function sendAsDialplan(port: number, bytes: string | Uint8Array): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    let text = '';
    socket.setEncoding('latin1').on('data', (chunk) => {
      text += chunk;
      if (text.endsWith('\n')) socket.write('200 result=1\n');
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(/^SET VARIABLE SIGAP_REPLY "(.*)"\n$/.exec(text)?.[1] ?? null));
  });
}
