/**
 * Modules that can be thrown away: the project's TypeScript, compiled once and evaluated anew for every mutant, because
 * much of what is tested (schemas, tables, the procedures of a test) is made while modules load. Node itself never
 * forgets a module; these are gone when nobody holds them.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import { compileFunction } from 'node:vm';
import { transformSync } from '@swc/core';

const compiled = new Map();
/** What each file imports of the project, as it writes it. */
const imports = new Map();

function compile(file) {
  const known = compiled.get(file);
  if (known) return known;
  const { code } = transformSync(readFileSync(file, 'utf8'), {
    filename: file,
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'commonjs', importInterop: 'node' },
  });
  imports.set(
    file,
    [...code.matchAll(/require\("(\.[^"]+)"\)/g)].map(([, name]) => name),
  );
  const made = compileFunction(code, ['module', 'exports', 'require', '__filename'], { filename: file });
  compiled.set(file, made);
  return made;
}

/** Whole courses of cases: each example takes milliseconds. */
const long = /\/(actions|case)\.laws\.test\.ts$/;

/** A law draws part of its examples against a mutant, and so notices less than in `npm test`, never more. */
function withFewExamples(fc, file) {
  const few = ({ numRuns = 100, ...runs } = {}) => {
    const part = long.test(file) && numRuns <= 100 ? 5 : 2;
    return { ...runs, numRuns: Math.ceil(numRuns / part) };
  };
  return { ...fc, assert: (property, runs) => fc.assert(property, few(runs)) };
}

const importing = new Map();

/** The project's files that the file imports, itself and theirs among them. */
function reachOf(file) {
  const known = importing.get(file);
  if (known) return known;
  const reach = new Set([file]);
  importing.set(file, reach);
  for (const one of reach) {
    compile(one);
    for (const name of imports.get(one)) reach.add(resolve(dirname(one), name));
  }
  return reach;
}

/** Modules that no mutant so far could have changed: they are evaluated once, such as what reads the procedures. */
const lasting = new Map();

/**
 * A set of modules of their own; packages are shared with everybody.
 * @param mutated the file with the mutant: what does not come to it is shared too. Undefined: nothing is shared.
 */
export function createModules(mutated) {
  const own = new Map();
  const load = (file) => {
    const cache = mutated === undefined || reachOf(file).has(mutated) ? own : lasting;
    const known = cache.get(file);
    if (known) return known.exports;
    const module = { exports: {} };
    cache.set(file, module);
    const outside = createRequire(file);
    const require = (name) => {
      if (name.startsWith('.')) return load(resolve(dirname(file), name));
      return name === 'fast-check' ? withFewExamples(outside(name), file) : outside(name);
    };
    compile(file)(module, module.exports, require, file);
    return module.exports;
  };
  return load;
}
