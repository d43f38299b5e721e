import { type Answer, type AnswerContent, isOffered, moved, written } from '../../../../server/domain/answer/answer.ts';
import { answerFields, filled, unknownFields } from '../../../../server/domain/answer/fields.ts';

const content: AnswerContent = {
  title: { id: 'Tanya', en: '' },
  body: { id: 'Jawab', en: '' },
  ...{ folder: '', subjects: [], services: [], links: [], expiresOn: null },
};
const done = (answer: Answer, act: Parameters<typeof moved>[1], reason: string | null = null): Answer => {
  const next = moved(answer, act, reason);
  if (typeof next === 'string') throw new Error(next);
  return next;
};
const draft = written(null, 'a', content, 'hadi');

describe('an answer', () => {
  it('is written, reviewed and published, and keeps what is offered while it is written on', () => {
    expect(draft).toMatchObject({ version: 0, published: null, stage: 'writing', writers: ['hadi'], revision: 1 });
    const offered = done(done(draft, 'submit'), 'publish');
    expect(offered).toMatchObject({
      version: 1,
      published: content,
      draft: null,
      stage: null,
      writers: [],
      revision: 3,
    });
    const next = written(offered, 'a', { ...content, folder: 'KTP' }, 'agus');
    expect(next).toMatchObject({ version: 1, published: content, writers: ['agus'], ownerId: 'agus' });
    expect(done(next, 'discard')).toMatchObject({ published: content, draft: null, stage: null });
    expect(done(offered, 'withdraw')).toMatchObject({ version: 1, published: null });
  });

  it('comes back from its review with a reason, and names everybody who wrote on it', () => {
    const back = done(done(draft, 'submit'), 'return', 'Kurang jelas');
    expect(back).toMatchObject({ stage: 'writing', returned: 'Kurang jelas' });
    const reviewed = done(written(written(back, 'a', content, 'agus'), 'a', content, 'hadi'), 'submit');
    expect([reviewed.writers, reviewed.returned]).toEqual([['agus', 'hadi'], null]);
    // What is written on while it is reviewed has to be handed in again.
    expect(moved(written(reviewed, 'a', content, 'hadi'), 'publish', null)).toBe('answer_not_in_review');
  });

  it('does nothing that does not fit how it stands', () => {
    const offered = done(done(draft, 'submit'), 'publish');
    expect([
      moved(draft, 'publish', null),
      moved(draft, 'return', 'x'),
      moved(draft, 'withdraw', null),
      moved(offered, 'submit', null),
      moved(offered, 'discard', null),
    ]).toEqual([
      'answer_not_in_review',
      'answer_not_in_review',
      'answer_not_offered',
      'answer_without_draft',
      'answer_without_draft',
    ]);
  });

  it('is offered through its last day', () => {
    const of = (expiresOn: string | null) => ({ published: { ...content, expiresOn } });
    expect([null, '2026-12-01', '2026-11-30'].map((day) => isOffered(of(day), '2026-12-01'))).toEqual([
      true,
      true,
      false,
    ]);
    expect(isOffered({ published: null }, '2026-12-01')).toBe(false);
  });
});

describe('the fields of an answer', () => {
  const facts = {
    ...{ name: '{tiket}', ticket: 'T-1', service: null, agent: 'Sari', office: 'Dinas' },
    date: { id: '1 Desember 2026', en: '1 December 2026' },
  };

  it('are filled in either language, and what is filled in is taken as it is', () => {
    expect(filled('{Nama}, {ticket}: { layanan } {x}', facts, 'id')).toBe('{tiket}, T-1: layanan kami {x}');
    const nobody = { ...facts, name: null, ticket: null };
    for (const language of ['id', 'en'] as const)
      for (const { id, en } of answerFields)
        for (const name of [id, en]) expect(filled(`{${name}}`, nobody, language)).toMatch(/^[^{}]+$/u);
  });

  it('are found wanting where there are none of the name', () => {
    expect(unknownFields('{nama} {nik} {constructor} {} { kantor } {a\nb}')).toEqual(['nik', 'constructor', '']);
  });
});
