import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { collected, once } from '../../../../server/app/files/incoming.ts';
import { tar } from '../../../../server/files/tar.ts';

const at = Date.UTC(2026, 10, 23, 2, 0, 0, 123);
const entry = (path: string, text: string) => {
  const body = Buffer.from(text);
  return { path, at, bytes: body.length, body: once(body) };
};
const long = `berkas/${'kata '.repeat(40)}é.txt`;
const some = () => [entry('SHA256SUMS', 'x'), entry('surat/001 Surat.pdf', 'y'.repeat(70_000)), entry(long, '')];

it('the same entries have the same bytes, wherever and whenever they are packed', async () => {
  const zone = process.env.TZ;
  const first = await collected(tar.pack(some()));
  process.env.TZ = 'Asia/Jayapura';
  const second = await collected(tar.pack(some()));
  process.env.TZ = zone;
  expect(second.equals(first)).toBe(true);
});

it('comes back as it went in, by us and by the tar of the machine', async () => {
  const bytes = await collected(tar.pack(some()));
  const read: [string, number][] = [];
  for await (const { path, body } of tar.entries(once(bytes))) read.push([path, (await collected(body)).length]);
  expect(read).toEqual([
    ['SHA256SUMS', 1],
    ['surat/001 Surat.pdf', 70_000],
    [long, 0],
  ]);
  const folder = mkdtempSync(join(tmpdir(), 'sigap-tar-'));
  writeFileSync(join(folder, 'a.tar'), bytes);
  execFileSync('tar', ['-xf', 'a.tar'], { cwd: folder });
  expect(readFileSync(join(folder, 'surat/001 Surat.pdf'), 'utf8')).toBe('y'.repeat(70_000));
  rmSync(folder, { recursive: true });
});

it('an entry that is shorter or longer than was said is no file, and neither is one that breaks off', async () => {
  const wrong = (length: number) => [{ ...entry('a', 'abc'), bytes: length }];
  await expect(collected(tar.pack(wrong(4)))).rejects.toThrow();
  await expect(collected(tar.pack(wrong(2)))).rejects.toThrow();
  const bytes = await collected(tar.pack(some()));
  const reading = (async () => {
    for await (const { body } of tar.entries(once(bytes.subarray(0, 40_000)))) await collected(body);
  })();
  await expect(reading).rejects.toThrow();
});
