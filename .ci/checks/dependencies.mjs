/**
 * Runs the rules of .dependency-cruiser.cjs, and fails when it did not look at every source file.
 * Usage: node .ci/checks/dependencies.mjs [ROOT] [--floor=N]   (N: fewer modules than this is a failure)
 */
import { createRequire } from 'node:module';
import { options, sourceFiles } from './sources.mjs';
import { recordTypeOnlyImports } from './swc-parser.mjs';

const { root, floor } = options({ floor: 60 });
const rules = createRequire(import.meta.url)('../../.dependency-cruiser.cjs');
const rooms = ['server', 'telephony', 'migrations', 'agent-console/src', 'tests'];

process.chdir(root);
// dependency-cruiser takes the parser when it is loaded, so the parser is prepared first.
const typeOnly = recordTypeOnlyImports();
const { cruise } = await import('dependency-cruiser');

const files = sourceFiles(rooms);
const { output } = await cruise(files, { ...rules.options, ruleSet: rules, validate: true });
const looked = new Set(output.modules.map((module) => module.source));
const missed = files.filter((file) => !looked.has(file));
const edges = output.modules.flatMap((module) => module.dependencies.map((to) => ({ from: module.source, ...to })));

const found = output.summary.violations.map(({ rule, from, to, cycle }) => ({
  rule: rule.name,
  line: cycle ? `${from} → ${cycle.map((step) => step.name).join(' → ')}` : from === to ? from : `${from} → ${to}`,
}));

// dependency-cruiser cannot tell a type-only import with this parser (its 18th edition can, but wants Node 22).
for (const { from, module, resolved } of edges) {
  if (/^server\/domain\//.test(from) && /^telephony\//.test(resolved) && !typeOnly(from, module)) {
    found.push({ rule: 'domain-takes-telephony-types-only', line: `${from} → ${resolved}` });
  }
}

const comments = new Map(rules.forbidden.map(({ name, comment }) => [name, comment]));
comments.set('domain-takes-telephony-types-only', 'Write `import type`: the domain runs nothing of telephony.');
for (const rule of new Set(found.map((each) => each.rule))) {
  console.error(`\n${rule}: ${comments.get(rule)}`);
  for (const each of found.filter((one) => one.rule === rule)) console.error(`  ${each.line}`);
}
for (const file of missed) console.error(`not looked at: ${file}`);
if (files.length < floor) console.error(`looked at ${files.length} modules, expected at least ${floor}`);
if (edges.length === 0) console.error('found no import at all: the parser is not reading the sources');

console.log(`${files.length} modules, ${edges.length} imports, ${found.length} violations`);
process.exitCode = found.length > 0 || missed.length > 0 || files.length < floor || edges.length === 0 ? 1 : 0;
