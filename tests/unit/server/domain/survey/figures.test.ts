import { type AnswerCount, surveyFigures } from '../../../../../server/domain/survey/figures.ts';

const one = (value: AnswerCount['value'], count: number, more: Partial<AnswerCount> = {}): AnswerCount => ({
  ...{ serviceId: 'hotline', agentId: 'sari', question: 'staff', version: '1', value, count },
  ...more,
});

describe('how satisfied citizens were', () => {
  it('is count, mean and how often each value, of all, by service and by agent, of each version of a question', () => {
    const { all, services, agents } = surveyFigures([
      one(4, 2),
      one(1, 1),
      one(3, 3, { serviceId: 'sms', agentId: 'budi' }),
      one(2, 4, { version: '2' }),
      one(1, 5, { agentId: null, question: 'result' }),
    ]);
    expect(all).toEqual([
      { question: 'result', version: '1', count: 5, mean: 1, counts: [5, 0, 0, 0] },
      { question: 'staff', version: '1', count: 6, mean: 3, counts: [1, 0, 3, 2] },
      { question: 'staff', version: '2', count: 4, mean: 2, counts: [0, 4, 0, 0] },
    ]);
    expect(services.map(({ serviceId, questions }) => [serviceId, questions.map(({ count }) => count)])).toEqual([
      ['hotline', [5, 3, 4]],
      ['sms', [3]],
    ]);
    // What is nobody's is of no agent.
    expect(agents.map(({ agentId, questions }) => [agentId, questions.map(({ count }) => count)])).toEqual([
      ['budi', [3]],
      ['sari', [3, 4]],
    ]);
  });

  it('is hidden of an agent with one or two answers, but for how many, and told from three on', () => {
    const of = (count: number) => surveyFigures([one(1, count)]).agents[0]?.questions[0];
    for (const few of [1, 2]) expect(of(few)).toMatchObject({ count: few, mean: null, counts: null });
    expect(of(3)).toMatchObject({ count: 3, mean: 1, counts: [3, 0, 0, 0] });
    // A service is nobody.
    expect(surveyFigures([one(1, 1)]).services[0]?.questions[0]).toMatchObject({ count: 1, mean: 1 });
  });

  it.each([
    ['the other is hidden too, or the whole would tell', { sari: 1, budi: 5 }, ['budi', 'sari']],
    ['the one with the fewest is', { sari: 2, budi: 9, dewi: 4 }, ['dewi', 'sari']],
    ['nobody else, where few of several come to three', { sari: 2, budi: 1, dewi: 4 }, ['budi', 'sari']],
    ['nobody else, where answers of nobody are among them', { sari: 1, budi: 4, nobody: 2 }, ['sari']],
    ['somebody, where they are too few', { sari: 1, budi: 4, dewi: 8, nobody: 1 }, ['budi', 'sari']],
    ['nobody, where each has enough', { sari: 3, budi: 4, nobody: 1 }, []],
  ])('where one is hidden, %s', (_, answers, hidden) => {
    const { all, agents } = surveyFigures(
      Object.entries(answers).map(([name, count]) => one(4, count, { agentId: name === 'nobody' ? null : name })),
    );
    expect(agents.filter(({ questions }) => questions[0]?.counts === null).map(({ agentId }) => agentId)).toEqual(
      hidden,
    );
    expect(all[0]?.counts).not.toBeNull();
  });

  it('of another question is hidden for itself', () => {
    const { agents } = surveyFigures([one(4, 1), one(4, 5, { agentId: 'budi', question: 'result' })]);
    expect(agents.map(({ questions }) => questions[0]?.counts)).toEqual([[0, 0, 0, 5], null]);
  });

  it('of one value with two answers and one with one is told: three cannot be told apart', () => {
    expect(surveyFigures([one(1, 2), one(4, 1)]).agents[0]?.questions[0]).toMatchObject({ counts: [2, 0, 0, 1] });
  });

  it('of nothing is nothing', () => {
    expect(surveyFigures([])).toEqual({ all: [], services: [], agents: [] });
  });

  it('adds up: services to all, and each count to its values', () => {
    const counts = Array.from({ length: 60 }, (_, index) =>
      one(((index % 4) + 1) as AnswerCount['value'], (index % 7) + 1, {
        ...{ serviceId: `s${index % 5}`, agentId: index % 6 === 0 ? null : `a${index % 6}` },
        ...{ question: `q${index % 3}`, version: String(index % 2) },
      }),
    );
    const { all, services } = surveyFigures(counts);
    const total = (questions: readonly { count: number }[]) => questions.reduce((sum, { count }) => sum + count, 0);
    expect(total(all)).toBe(total(counts));
    expect(total(services.flatMap(({ questions }) => questions))).toBe(total(counts));
    for (const { count, counts: of } of all) expect(of?.reduce((sum, many) => sum + many, 0)).toBe(count);
  });
});
