import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

const root = join(import.meta.dirname, '../../..');
const rooms = ['server', 'telephony', 'agent-console/src'];
const table = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8');

const sources = rooms.flatMap((room) =>
  readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
    .filter((name) => ['.ts', '.tsx'].includes(extname(name)))
    .map((name) => join(room, name)),
);
const filesWith = (words: RegExp) => sources.filter((file) => words.test(readFileSync(join(root, file), 'utf8')));

/** How many files the table of ARCHITECTURE.md says that a change touches now. */
function saidOf(change: string): number {
  const row = table.split('\n').find((line) => line.startsWith(`| ${change}`));
  return Number(/^\d+/.exec(row?.split('|')[3]?.trim() ?? '')?.[0]);
}

it.each([
  ['a channel that is taken down by hand', /walk_in/, []],
  // A demo person is an eighth.
  ['a role', /assistant_information_officer/, ['server/wiring/people.ts']],
  ['a command to the exchange', /\b(mute|isMuted|unmute)\b/, []],
] as const)('what ARCHITECTURE.md says that %s costs is what one of them cost', (change, words, beside) => {
  const touched = filesWith(words).filter((file) => !(beside as readonly string[]).includes(file));
  expect([saidOf(change), touched]).toEqual([touched.length, touched]);
});

it('a field that every procedure may ask for, and an event that people bring about, stand in one file of the code', () => {
  const lone = [
    [/'notice'/, 'server/domain/fields/standard.ts'],
    [/'clarification\.saved'/, 'server/domain/sop/work-events.ts'],
  ] as const;
  for (const [words, file] of lone) expect(filesWith(words)).toEqual([file]);
});
