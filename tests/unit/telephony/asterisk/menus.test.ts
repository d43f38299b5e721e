import type { AmiConnection } from '../../../../telephony/asterisk/connection.ts';
import { createMenuWatch } from '../../../../telephony/asterisk/menus.ts';

const says =
  (value: string | null): AmiConnection['action'] =>
  async () =>
    value === null ? { ok: false, kind: 'timeout', reason: '' } : { ok: true, reply: { value }, events: [] };

describe('menus that callers do not hear', () => {
  const logged: string[] = [];
  const log = { info() {}, error() {}, warn: (_: object, message: string) => void logged.push(message) };
  beforeEach(() => void logged.splice(0));

  it.each<[readonly string[], string | null, boolean]>([
    [['hotline', 'city'], 'no', true],
    [['hotline', 'city'], '', true],
    [['hotline', 'city'], null, true],
    [['hotline', 'city'], 'yes', false],
    [[], 'no', false],
    [[], '', false],
  ])('of %j are told where the dialplan says %j: %s', async (services, value, warned) => {
    const watch = createMenuWatch(log);
    watch.wanted(services);
    for (const _ of [1, 2]) await watch.ask(says(value));
    expect(watch.warnings()).toEqual(warned ? [expect.stringContaining('callers of hotline, city are asked')] : []);
    // Once, however often the link comes back.
    expect(logged).toEqual(watch.warnings());
    await watch.ask(says('yes'));
    expect(watch.warnings()).toEqual([]);
  });

  it('for want of a prompt are told until it is there', () => {
    const watch = createMenuWatch(log);
    const told = (missing: string, all = 'sigap/menu-a&sigap/menu-a-en') =>
      watch.told({ event: 'UserEvent', userevent: 'SigapPrompts', all, missing });
    told('');
    expect(watch.warnings()).toEqual([]);
    for (const _ of [1, 2]) told('sigap/menu-a-en');
    told('sigap/menu-b', 'sigap/menu-b');
    expect(watch.warnings()).toEqual([expect.stringContaining('the prompts sigap/menu-a-en, sigap/menu-b:')]);
    expect(logged).toHaveLength(2);
    told('');
    expect(watch.warnings()).toEqual([expect.stringContaining('the prompts sigap/menu-b:')]);
    watch.told({ event: 'UserEvent', userevent: 'SigapPrompts', all: 'sigap/menu-b' });
    expect(watch.warnings()).toEqual([]);
  });

  it('are told in names alone, and by our dialplan alone', () => {
    const watch = createMenuWatch(log);
    watch.told({ event: 'UserEvent', userevent: 'SigapPrompts', missing: '081234567890 x&../y&' });
    watch.told({ event: 'UserEvent', userevent: 'Other', missing: 'sigap/a' });
    expect(watch.warnings()).toEqual([]);
  });
});
