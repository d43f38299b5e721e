import { personalNumbersIn, watchLog } from '../../support/guards/no-personal-data.ts';

describe('the guard over log lines', () => {
  it.each([
    '+6281234567890',
    '6281234567890',
    '006281234567890',
    '081234567890',
    '0812-3456-7890',
    '(031) 5312144',
    '+62 812 3456 7890',
    '+4915112345678',
    '3578011708900001',
    '3578015708900001',
  ])('finds %s', (number) => {
    expect(personalNumbersIn(`{"msg":"call from ${number}"}`)).not.toEqual([]);
  });

  it.each([
    '{"level":30,"time":1763786843123,"pid":62081,"msg":"server ready","port":3000}',
    '{"callId":"1763786843.62","ticket":"SBY-20261122-0001"}',
    '{"caseId":"08123456-7890-4123-8123-081234567890"}',
    '{"at":"2026-11-22T04:43:46.123Z","durationMs":0.0812345678}',
    '{"bytes":1234567890123456}',
  ])('lets %s pass', (line) => {
    expect(personalNumbersIn(line)).toEqual([]);
  });

  it('finds a number the test used, however it was written', () => {
    const log = watchLog();
    log.stream.write('{"msg":"peer 812.3456.7890 is busy"}\n');
    expect(() => log.assertNoPersonalData(['+6281234567890'])).toThrow(/personal data/);
    expect(() => log.assertNoPersonalData(['+6281234567891'])).not.toThrow();
  });

  it('does not pass when no line was written', () => {
    expect(() => watchLog().assertNoPersonalData()).toThrow(/nothing was looked at/);
  });

  it('puts lines together that came in pieces', () => {
    const log = watchLog();
    log.stream.write('{"msg":"from 0812');
    log.stream.write('34567890"}\n{"msg":"next"}\n');
    expect(log.lines()).toHaveLength(2);
    expect(() => log.assertNoPersonalData()).toThrow(/081234567890/);
  });
});
