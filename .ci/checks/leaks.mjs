/**
 * Looks through every tracked file for what belongs to a machine and not to the project: its paths, the address of a
 * package registry or mirror, a user and password in an address. Fails too when it looked at nothing.
 * Usage: node .ci/checks/leaks.mjs [ROOT] [--floor=N]
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { options } from './sources.mjs';

const { root, floor } = options({ floor: 100 });
process.chdir(root);

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
/** A folder of this very machine, unless it is one that every machine has. */
const local = (folder) => (/^\/[^/]*$/.test(folder) ? [] : [new RegExp(`${escaped(folder)}(?![\\w-])`)]);

const rules = [
  {
    name: 'a path of one machine',
    patterns: [
      /(?<![\w.~*$}-])\/(?:home|Users)\/[a-z][\w.-]*\//,
      /(?<![\w.~*$}-])\/(?:root|work|workspace|var\/tmp)\/[\w.-]/,
      ...local(process.cwd()),
      ...local(homedir()),
    ],
  },
  {
    name: 'the address of a package registry or mirror',
    patterns: [
      /https?:\/\/[^\s"'/]*(?:registry|npmjs|mirror|artifact|nexus|proxy)[^\s"'/]*\//i,
      /https?:\/\/(?:deb|security|ftp)\.[^\s"'/]*debian\.org/i,
      /"resolved":\s*"http/,
    ],
  },
  { name: 'a user and password in an address', patterns: [/\bhttps?:\/\/[^\s"'/@]+:[^\s"'/@$]+@/] },
];

const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
  encoding: 'utf8',
})
  .split('\0')
  .filter((file) => file !== '');
let found = 0;
let looked = 0;
for (const file of files) {
  let text;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') continue;
    throw error;
  }
  looked += 1;
  for (const [index, line] of text.split('\n').entries()) {
    for (const rule of rules.filter((each) => each.patterns.some((pattern) => pattern.test(line)))) {
      found += 1;
      console.error(`${file}:${index + 1}: ${rule.name}: ${line.trim().slice(0, 160)}`);
    }
  }
}
if (looked < floor) console.error(`looked at ${looked} files, expected at least ${floor}`);
console.log(`${looked} files, ${found} leaks`);
process.exitCode = found > 0 || looked < floor ? 1 : 0;
