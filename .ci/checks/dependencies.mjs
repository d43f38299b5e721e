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
const typesOnly = [
  {
    name: 'domain-takes-telephony-types-only',
    comment: 'Write `import type`: the domain runs nothing of telephony.',
    from: /^server\/domain\//,
    to: /^telephony\//,
  },
  {
    name: 'console-takes-contract-types-only',
    comment:
      'A schema of the contract brings zod and all others with it, which a desk on a slow line would wait for. Write ' +
      '`import type`; words and ways come by wire/contract.ts, which the build evaluates, and forms are checked by ' +
      'wire/check.ts, which comes with the first of them.',
    from: /^agent-console\/src\/(?!wire\/(contract|check)\.ts$)/,
    // These have no schemas in them.
    to: /^server\/contract\/(?!(live|segments|typed|lacak-words|lapor-words|figure-(columns|words)|wallboard-(tiles|limits)|token-reports)\.ts$)/,
  },
];
for (const { name, from, to } of typesOnly) {
  const values = edges.filter((edge) => from.test(edge.from) && to.test(edge.resolved));
  const wrong = values.filter((edge) => !typeOnly(edge.from, edge.module));
  found.push(...wrong.map((edge) => ({ rule: name, line: `${edge.from} → ${edge.resolved}` })));
}

const comments = new Map([...rules.forbidden, ...typesOnly].map(({ name, comment }) => [name, comment]));
for (const rule of new Set(found.map((each) => each.rule))) {
  console.error(`\n${rule}: ${comments.get(rule)}`);
  for (const each of found.filter((one) => one.rule === rule)) console.error(`  ${each.line}`);
}
for (const file of missed) console.error(`not looked at: ${file}`);
if (files.length < floor) console.error(`looked at ${files.length} modules, expected at least ${floor}`);
if (edges.length === 0) console.error('found no import at all: the parser is not reading the sources');

console.log(`${files.length} modules, ${edges.length} imports, ${found.length} violations`);
process.exitCode = found.length > 0 || missed.length > 0 || files.length < floor || edges.length === 0 ? 1 : 0;
