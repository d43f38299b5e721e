/**
 * Settings, time and chance have one home each, so that a test can hold them still. Fails when another file asks the
 * process or the machine for them, and when it looked at nothing.
 * Usage: node .ci/checks/one-home.mjs [ROOT] [--floor=N]
 */
import { options, sourceFiles } from './sources.mjs';
import { parseFile } from './swc-parser.mjs';

/** `homes`: where it may be asked, and why there. */
const rules = [
  {
    name: 'settings',
    why: 'Settings are read and checked once, in server/config.ts, and handed on as values.',
    homes: [/^server\/config(\.ts$|\/)/],
    found: (node) =>
      isMember(node, 'process', 'env') ||
      (node.type === 'VariableDeclarator' && node.id.type === 'ObjectPattern' && isName(node.init, 'process')) ||
      (node.type === 'ImportDeclaration' && /^(node:)?process$/.test(node.source.value)),
  },
  {
    name: 'wall clock',
    why: 'Take `now: () => number` as an argument; server/clock.ts (console: wire/clock.ts) is what main hands in.',
    homes: [/^server\/clock\.ts$/, /^agent-console\/src\/wire\/clock\.ts$/],
    found: (node) =>
      isMember(node, 'Date', 'now') ||
      (node.type === 'NewExpression' && isName(node.callee, 'Date') && !node.arguments?.length) ||
      (node.type === 'CallExpression' && isName(node.callee, 'Date')),
  },
  {
    name: 'stopwatch',
    why: 'As with the wall clock: take the time as an argument.',
    homes: [
      /^server\/clock\.ts$/,
      /^agent-console\/src\/wire\/clock\.ts$/,
      // Waits for a child process of its own before there is a server to hand it a clock; nothing of it is stored.
      /^server\/store\/embedded\//,
    ],
    found: (node) => isMember(node, 'performance', 'now') || isMember(node, 'process', 'hrtime'),
  },
  {
    name: 'chance',
    why: 'Take a seeded generator as an argument, or crypto for a secret: a run must be repeatable.',
    homes: [/^server\/clock\.ts$/],
    found: (node) => isMember(node, 'Math', 'random'),
  },
];

const isName = (node, name) =>
  (node?.type === 'Identifier' && node.value === name) ||
  (node?.type === 'MemberExpression' && isName(node.object, 'globalThis') && propertyOf(node) === name);
const propertyOf = (node) => node.property.value ?? node.property.expression?.value;
const isMember = (node, object, name) =>
  node.type === 'MemberExpression' && isName(node.object, object) && propertyOf(node) === name;

/** Every node of a syntax tree. */
function* nodes(tree) {
  if (tree === null || typeof tree !== 'object') return;
  if (typeof tree.type === 'string') yield tree;
  for (const part of Object.values(tree)) yield* nodes(part);
}

const { root, floor } = options({ floor: 60 });
process.chdir(root);
const files = sourceFiles(['server', 'telephony', 'migrations', 'agent-console/src']);
const found = [];
for (const file of files) {
  const strange = rules.filter((rule) => !rule.homes.some((home) => home.test(file)));
  for (const node of nodes(parseFile(file).body)) {
    for (const rule of strange) if (rule.found(node)) found.push({ rule, file });
  }
}
for (const rule of rules) {
  const files = new Set(found.filter((each) => each.rule === rule).map((each) => each.file));
  if (files.size > 0) console.error(`\n${rule.name}: ${rule.why}\n  ${[...files].join('\n  ')}`);
}
if (files.length < floor) console.error(`looked at ${files.length} files, expected at least ${floor}`);
console.log(`${files.length} files, ${found.length} questions asked away from home`);
process.exitCode = found.length > 0 || files.length < floor ? 1 : 0;
