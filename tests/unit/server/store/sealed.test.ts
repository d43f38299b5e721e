import { createSealer } from '../../../../server/store/secrets/sealed.ts';

const key = Buffer.alloc(32, 7);

describe('a sealer', () => {
  it('opens what it sealed, also with a new instance of the same key', () => {
    for (const text of ['3578011501900001', '', 'Jalan Tunjungan № 1 😀', 'x'.repeat(100_000)]) {
      expect(createSealer(key).open(createSealer(key).seal(text))).toBe(text);
    }
  });

  it('never seals the same text to the same value, nor shows any of it', () => {
    const sealer = createSealer(key);
    const sealed = [1, 2, 3].map(() => sealer.seal('3578011501900001'));
    expect(new Set(sealed).size).toBe(3);
    expect(sealed[0]).toMatch(/^v1\.[\w-]{8}\.[\w-]+$/);
    expect(Buffer.from(sealed[0]?.split('.')[2] ?? '', 'base64url').toString('latin1')).not.toContain('3578');
  });

  it('tells another key from damage', () => {
    const sealed = createSealer(key).seal('text');
    expect(() => createSealer(Buffer.alloc(32, 8)).open(sealed)).toThrow(
      expect.objectContaining({ code: 'wrong-key' }),
    );
    for (const broken of ['', 'text', 'v1.', sealed.slice(0, -8), sealed.slice(0, 20), `${sealed}AAAA`]) {
      expect(() => createSealer(key).open(broken)).toThrow(expect.objectContaining({ code: expect.any(String) }));
    }
  });

  it('opens what other keys sealed, where they are given, and seals with its own alone', () => {
    const [former, next] = [createSealer(key), Buffer.alloc(32, 8)];
    const sealer = createSealer(next, { others: [key], indexKey: former.indexKey });
    expect([sealer.open(former.seal('text')), sealer.open(sealer.seal('text'))]).toEqual(['text', 'text']);
    expect([sealer.isCurrent(former.seal('')), sealer.isCurrent(sealer.seal(''))]).toEqual([false, true]);
    expect(createSealer(next).open(sealer.seal('text'))).toBe('text');
    expect(sealer.index('text')).toBe(former.index('text'));
    expect(() => createSealer(next, { others: [Buffer.alloc(31, 8)] })).toThrow(RangeError);
  });

  it('notices the change of any one byte', () => {
    const sealer = createSealer(key);
    const sealed = sealer.seal('3578');
    const start = sealed.lastIndexOf('.') + 1;
    const bytes = Buffer.from(sealed.slice(start), 'base64url');
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8((changed[at] ?? 0) ^ 1, at);
      expect(() => sealer.open(sealed.slice(0, start) + changed.toString('base64url'))).toThrow('damaged');
    }
  });

  it('indexes equal texts equally, under one key only', () => {
    const index = createSealer(key).index('3578011501900001');
    expect(createSealer(key).index('3578011501900001')).toBe(index);
    expect(createSealer(key).index('3578011501900002')).not.toBe(index);
    expect(createSealer(Buffer.alloc(32, 8)).index('3578011501900001')).not.toBe(index);
    expect(index).not.toContain('3578');
  });

  it('refuses a key of another length', () => {
    expect(() => createSealer(Buffer.alloc(16))).toThrow(RangeError);
  });
});
