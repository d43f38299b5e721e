import { createRequire } from 'node:module';

// The same object that dependency-cruiser gets from its own import of the package.
const swc = createRequire(import.meta.url)('@swc/core');
const parse = swc.parseFileSync.bind(swc);

/** The syntax tree of a TypeScript file, with or without JSX. Throws on a syntax error. */
export const parseFile = (file, more = {}) =>
  parse(file, { syntax: 'typescript', target: 'es2022', ...more, tsx: file.endsWith('x') });

/**
 * Makes dependency-cruiser 17 read .tsx files, on which its swc parser stops, and notes what it cannot tell: which
 * imports are types only. Call it before dependency-cruiser is loaded.
 * Returns (file, specifier) => true when every import of that specifier in that file is of types.
 */
export function recordTypeOnlyImports() {
  const run = new Set();
  swc.parseFileSync = (file, more) => {
    const tree = parseFile(file, more);
    for (const node of tree.body) {
      const wanted = node.type.startsWith('Export') || node.type === 'ImportDeclaration';
      if (wanted && node.source && !isTypeOnly(node)) run.add(`${file}\n${node.source.value}`);
    }
    return tree;
  };
  return (file, specifier) => !run.has(`${process.cwd()}/${file}\n${specifier}`) && !run.has(`${file}\n${specifier}`);
}

/** `import type …`, or braces with nothing but `type` names in them. A bare `import 'x'` runs the module. */
function isTypeOnly(node) {
  if (node.typeOnly) return true;
  return node.specifiers?.length > 0 && node.specifiers.every((each) => each.isTypeOnly);
}
