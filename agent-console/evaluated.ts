import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import * as contract from './src/wire/contract.ts';

const file = fileURLToPath(new URL('src/wire/contract.ts', import.meta.url)).replaceAll('\\', '/');

/**
 * Ships what `wire/contract.ts` exports as it is when the console is built, and nothing of how it came about: the
 * schemas of the contract, and zod, stay out of what a desk loads first.
 * @throws of an export that JSON cannot say.
 */
export function evaluated(): Plugin {
  return {
    name: 'evaluated',
    enforce: 'pre',
    load(id) {
      if (id.split('?')[0] !== file) return null;
      return Object.entries(contract)
        .map(([name, value]) => {
          const text = JSON.stringify(value);
          if (text === undefined || /^\{\}$/.test(text))
            throw new Error(`${name} of ${file} is nothing that JSON can say`);
          return `export const ${name} = ${text};`;
        })
        .join('\n');
    },
  };
}
