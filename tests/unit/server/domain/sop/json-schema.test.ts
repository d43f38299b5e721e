import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { procedureSchemaText } from '../../../../../server/domain/sop/json-schema.ts';
import { sopNames, sopText } from '../../../../support/sops.ts';

const file = readFileSync(new URL('../../../../../server/sops/procedure.schema.json', import.meta.url), 'utf8');
const validate = new Ajv({ strict: false, allErrors: true }).compile(JSON.parse(file));
const faultsOf = (value: unknown) =>
  validate(value) ? [] : (validate.errors ?? []).map(({ instancePath }) => instancePath);

describe('the schema of procedure files', () => {
  it('is what the build would write: npm run --silent sop -- schema > server/sops/procedure.schema.json', () => {
    expect(JSON.parse(file)).toEqual(JSON.parse(procedureSchemaText()));
  });

  it.each(sopNames)('finds no fault in %s, which names it for editors', (name) => {
    expect(faultsOf(parse(sopText(name)))).toEqual([]);
    expect(sopText(name).split('\n')[0]).toBe('# yaml-language-server: $schema=procedure.schema.json');
  });

  it.each<[string, (text: string) => string, RegExp]>([
    ['a word that is none', (text) => text.replace('issuer:', 'isuer:'), /^$/],
    [
      'an event that never happens',
      (text) => text.replace('starts: [daily_report.due]', 'starts: [daily_report.do]'),
      /starts/,
    ],
    ['a length that is none', (text) => text.replace('budget: 2 h', 'budget: two hours'), /budget/],
    ['an actor that is none', (text) => text.replace('actor: coordinator', 'actor: coordinatr'), /actor/],
  ])('finds %s', (_, change, where) => {
    const changed = change(sopText('depok'));
    expect(changed).not.toBe(sopText('depok'));
    expect(faultsOf(parse(changed)).some((path) => where.test(path))).toBe(true);
  });
});
