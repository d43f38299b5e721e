import { en } from '../../../agent-console/src/i18n/en.ts';
import { enPages } from '../../../agent-console/src/i18n/en-pages.ts';
import { id } from '../../../agent-console/src/i18n/id.ts';
import { idPages } from '../../../agent-console/src/i18n/id-pages.ts';

function texts(tree: object, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value] as [string, string]] : texts(value, `${path}${key}.`),
  );
}
const slots = (text: string): string[] => [...text.matchAll(/\{\{(\w+)\}\}/gu)].map(([, name]) => name ?? '').sort();

describe('the two languages', () => {
  const english = new Map([...texts(en), ...texts(enPages)]);
  const indonesian = [...texts(id), ...texts(idPages)];

  it('have the same texts with the same slots', () => {
    expect(indonesian.length).toBeGreaterThan(200);
    expect([...english.keys()]).toEqual(indonesian.map(([key]) => key));
    for (const [key, text] of indonesian) expect([key, slots(english.get(key) ?? '')]).toEqual([key, slots(text)]);
  });

  it('leave no text empty', () => {
    for (const [key, text] of [...indonesian, ...english]) expect([key, text.trim()]).not.toEqual([key, '']);
  });
});
