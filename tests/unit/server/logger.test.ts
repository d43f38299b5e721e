import { createLogger } from '../../../server/logger.ts';

const at = Date.parse('2026-11-22T04:47:40.123Z');

function logged(write: (log: ReturnType<typeof createLogger>) => void): Record<string, unknown> {
  const lines: string[] = [];
  const log = createLogger({
    level: 'info',
    clock: { now: () => at },
    destination: { write: (line: string) => void lines.push(line) },
  });
  write(log);
  expect(lines).toHaveLength(1);
  expect(lines[0]?.endsWith('}\n')).toBe(true);
  return JSON.parse(lines[0] ?? '') as Record<string, unknown>;
}

describe('the log', () => {
  it('tells level, moment, facts and message', () => {
    expect(logged((log) => log.info({ callId: 'asterisk:1795322123.45', at, waitedMs: 4_999 }, 'answered'))).toEqual({
      level: 'info',
      time: '2026-11-22T04:47:40.123Z',
      callId: 'asterisk:1795322123.45',
      at,
      waitedMs: 4_999,
      msg: 'answered',
    });
  });

  it('removes personal and secret fields, at the top and one level down', () => {
    const facts = {
      ani: 'x',
      caller: { phone: 'y', nik: 'z' },
      password: 'p',
      config: { token: 't' },
      ticket: 'DK-20261122-0047',
    };
    expect(logged((log) => log.info(facts, 'm'))).toMatchObject({
      ani: '[redacted]',
      caller: { phone: '[redacted]', nik: '[redacted]' },
      password: '[redacted]',
      config: { token: '[redacted]' },
      ticket: 'DK-20261122-0047',
    });
  });

  it('hides numbers in the message, in texts, keys and numbers at any depth', () => {
    const line = logged((log) =>
      log.info(
        {
          a: { b: [{ c: 'tel +62 812-3456-7890' }] },
          '081234567890': 1,
          n: 6281234567890,
          nik: 3578011501900001,
          f: 0.1234567890123,
        },
        'caller\n081234567890 said "3578011501900001"',
      ),
    );
    expect(line).toMatchObject({
      a: { b: [{ c: 'tel [hidden]' }] },
      '[hidden]': 1,
      n: '[hidden]',
      nik: '[redacted]',
      f: 0.1234567890123,
      msg: 'caller\n[hidden] said "[hidden]"',
    });
  });

  it('hides numbers in what a child logger carries and in message arguments', () => {
    expect(logged((log) => log.child({ who: '081234567890' }).info('from %s', '0812-3456-7890'))).toMatchObject({
      who: '[hidden]',
      msg: 'from [hidden]',
    });
  });

  it('tells of an error its kind, message, stack, code and cause, but not the query or its parameters', () => {
    const cause = Object.assign(new Error('duplicate key'), {
      code: '23505',
      constraint: 'ticket_number',
      detail: 'Key (name)=(Siti)',
      parameters: ['Siti'],
      query: 'insert',
    });
    const line = logged((log) => log.error({ err: new Error('call 081234567890 failed', { cause }) }, 'failed'));
    expect(line.err).toMatchObject({
      type: 'Error',
      message: 'call [hidden] failed',
      stack: expect.stringContaining('logger.test.ts'),
      cause: { code: '23505', constraint: 'ticket_number', message: 'duplicate key' },
    });
    expect(JSON.stringify(line)).not.toMatch(/Siti|insert/);
  });

  it('keeps to its level', () => {
    expect(logged((log) => [log.debug('no'), log.warn('yes')]).msg).toBe('yes');
  });
});
