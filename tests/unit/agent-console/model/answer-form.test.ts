import { z } from 'zod';
import {
  contentOf,
  emptyForm,
  formOf,
  groupsIn,
  groupsText,
  uuidOf,
} from '../../../../agent-console/src/model/answer-form.ts';

const content = {
  title: { id: 'Tanya', en: '' },
  body: { id: 'Jawab', en: 'Answer' },
  ...{ folder: 'KTP', subjects: ['ktp_el'], services: [] },
  links: [{ label: 'Laman | resmi', url: 'https://contoh.go.id/a' }],
  expiresOn: '2027-01-31',
};

it('what an answer says comes through its form unchanged', () => {
  expect(contentOf(formOf(content))).toEqual(content);
  expect(contentOf(formOf({ ...content, links: [], expiresOn: null }))).toEqual({
    ...content,
    links: [],
    expiresOn: null,
  });
  expect(contentOf(emptyForm('Nikah')).title.id).toBe('Nikah');
});

it('a link without a name is called by its address, and empty lines are none', () => {
  const { links } = contentOf({ ...emptyForm(''), links: '\n https://contoh.go.id \n\n Laman|https://b.id' });
  expect(links).toEqual([
    { label: 'https://contoh.go.id', url: 'https://contoh.go.id' },
    { label: 'Laman', url: 'https://b.id' },
  ]);
});

it('groups of words are lines, and what stands alone means nothing else', () => {
  expect(groupsIn('KTP, kartu tanda penduduk,KTP\n\nKK\n ,\nakta , akte')).toEqual([
    ['KTP', 'kartu tanda penduduk'],
    ['akta', 'akte'],
  ]);
  expect(groupsIn(groupsText([['a', 'b c']]))).toEqual([['a', 'b c']]);
});

it('something new has an id that the server takes', () => {
  expect(z.uuid().safeParse(uuidOf('0123456789abcdef0123456789abcdef')).success).toBe(true);
});
