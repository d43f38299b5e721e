import { queueBody, queueForm } from '../../../../agent-console/src/model/queue-form.ts';

describe('the form of a queue', () => {
  const queue = {
    ...{ id: 'medis', name: { id: 'Medis', en: 'Medical' }, services: ['medical'], skills: [] },
    ...{ strategy: 'turns' as const, ringSeconds: 8, maxWaitSeconds: null, overflow: null, whenClosed: null },
    wrapUp: { seconds: 45, extendSeconds: 15, extensions: 1 },
  };

  it('sends what it was opened with where nothing is changed', () => {
    const { id: _, ...body } = queue;
    expect(queueBody(queueForm(queue))).toEqual(body);
    expect(queueBody({ ...queueForm(queue), wrapsUp: false, maxWait: '90' })).toEqual({
      ...{ ...body, wrapUp: null, maxWaitSeconds: 90 },
    });
  });

  it('names a queue or a number outside, whichever its callers are led to', () => {
    const led = {
      ...{ ...queue, overflow: { outside: 'PLN', afterSeconds: 90 } },
      whenClosed: { queue: 'hotline' },
    };
    expect(queueBody(queueForm(led))).toMatchObject({ overflow: led.overflow, whenClosed: led.whenClosed });
    const other = { ...queueForm(led), overflow: 'queue:hotline', whenClosed: 'outside:112' };
    expect(queueBody(other)).toMatchObject({
      ...{ overflow: { queue: 'hotline', afterSeconds: 90 }, whenClosed: { outside: '112' } },
    });
  });

  it('leaves an empty number to the check, and none for a new queue', () => {
    expect(queueBody({ ...queueForm(null), ring: ' ' })).toMatchObject({ ringSeconds: ' ' });
    expect(queueForm(null)).toMatchObject({ id: '', ring: '6', maxWait: '', wrapsUp: false });
  });
});
