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

function compile(file) {
  const known = compiled.get(file);
  if (known) return known;
  const { code } = transformSync(readFileSync(file, 'utf8'), {
    filename: file,
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'commonjs', importInterop: 'node' },
  });
  const made = compileFunction(code, ['module', 'exports', 'require', '__filename'], { filename: file });
  compiled.set(file, made);
  return made;
}

/** A law draws half of its examples against a mutant, and so notices less than in `npm test`, never more. */
function withFewExamples(fc) {
  const few = (runs) => ({ ...runs, numRuns: Math.ceil((runs?.numRuns ?? 100) / 2) });
  return { ...fc, assert: (property, runs) => fc.assert(property, few(runs)) };
}

/** A set of modules of their own; packages are shared with everybody. */
export function createModules() {
  const cache = new Map();
  const load = (file) => {
    const known = cache.get(file);
    if (known) return known.exports;
    const module = { exports: {} };
    cache.set(file, module);
    const outside = createRequire(file);
    const require = (name) => {
      if (name.startsWith('.')) return load(resolve(dirname(file), name));
      return name === 'fast-check' ? withFewExamples(outside(name)) : outside(name);
    };
    compile(file)(module, module.exports, require, file);
    return module.exports;
  };
  return load;
}
