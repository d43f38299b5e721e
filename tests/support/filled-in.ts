import type { ActionField, CaseAction, WrittenFields } from '../../server/contract/actions.ts';
import type { Client } from './client.ts';

/**
 * A form with something in each field that is asked for and still empty, by the description of the field alone.
 * @param given what has to stand in it; an empty text leaves the field empty
 */
export async function filledIn(client: Client, { fields }: CaseAction, given: WrittenFields): Promise<WrittenFields> {
  const written: Record<string, string> = { ...given };
  const saysNow = (name: string) => written[name] ?? fields.find((one) => one.name === name)?.value ?? '';
  for (const field of fields) {
    const { name, when, value, stored } = field;
    const asked = when === null || when.values.includes(saysNow(when.field));
    if (asked && written[name] === undefined && value === null && !stored)
      written[name] = await valueFor(client, field);
  }
  return written;
}

async function valueFor(client: Client, { type, label, choices, min, max, people }: ActionField) {
  switch (type) {
    case 'choice':
      return choices[0]?.code ?? '';
    case 'number':
      return String(min ?? 1);
    case 'date':
      return '2026-11-20';
    case 'yesno':
      return 'yes';
    case 'phone':
      return '0813-2222-3333';
    case 'nik':
      return '3578014507900001';
    case 'person':
      return (await client.do('people', { query: { role: people ?? 'official' } })).people[0]?.userId ?? '';
    default:
      return `${label.id}, seperti diceritakan`.slice(0, max);
  }
}
