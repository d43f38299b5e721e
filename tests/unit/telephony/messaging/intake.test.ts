import { createIntake } from '../../../../telephony/messaging/intake.ts';

describe('the intake of webhooks', () => {
  const holdUp = () => {
    const releases: (() => void)[] = [];
    return { work: () => new Promise<void>((resolve) => releases.push(resolve)), release: () => releases.shift()?.() };
  };

  it('says what was done, and what was not', async () => {
    const intake = createIntake();
    expect(await intake.take(async () => {})).toBe(true);
    expect(await intake.take(() => Promise.reject(new Error('no database')))).toBe(false);
  });

  it('does not keep a sender waiting, and lets the work go on', async () => {
    const { work, release } = holdUp();
    const intake = createIntake({ limitMs: 20 });
    expect(await intake.take(work)).toBe(false);
    let idle = false;
    const waited = intake.idle().then(() => {
      idle = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(idle).toBe(false);
    release();
    await waited;
    expect(idle).toBe(true);
  });

  it('takes no more than it can hold, until something is done', async () => {
    const { work, release } = holdUp();
    const intake = createIntake({ most: 2 });
    const first = [intake.take(work), intake.take(work)];
    expect(await intake.take(async () => {})).toBe(false);
    release();
    expect(await first[0]).toBe(true);
    expect(await intake.take(async () => {})).toBe(true);
    release();
    expect(await first[1]).toBe(true);
  });
});
