import {
  gatherMs,
  leavesScreen,
  type NotifiedAlert,
  type NotifiedPerson,
  type Office,
  planNotifications,
} from '../../../../../server/domain/notification/plan.ts';
import { afterQuiet, parseQuietHours, quietHoursText } from '../../../../../server/domain/notification/quiet.ts';

const person = (userId: string, role: string, more: Partial<NotifiedPerson> = {}): NotifiedPerson => ({
  userId,
  role,
  reachable: ['sms', 'email'],
  escalations: ['sms', 'whatsapp', 'email'],
  own: [],
  quiet: null,
  ...more,
});
const escalation = (alertId: string, more: Partial<NotifiedAlert> = {}): NotifiedAlert => ({
  alertId,
  kind: 'escalation',
  actor: 'agent',
  personId: 'sari',
  level: { to: ['head'], people: [], by: ['screen', 'email'] },
  urgent: false,
  ...more,
});
const office = (more: Partial<Office> = {}): Office => ({
  people: [person('wati', 'head')],
  setUp: new Set(['email', 'sms', 'webhook']),
  zone: 'Asia/Jakarta',
  lanes: new Map(),
  ...more,
});
const noon = Date.parse('2026-11-23T12:00:00+07:00');
const hours = (text: string) => parseQuietHours(text) as NonNullable<ReturnType<typeof parseQuietHours>>;

describe('a level', () => {
  it('is told to the people of its roles by its means, and the screen is no message', () => {
    const [only, ...more] = planNotifications([escalation('a1')], office(), noon);
    expect(more).toEqual([]);
    expect(only).toEqual({
      id: 'a1:wati:email',
      alertId: 'a1',
      personId: 'wati',
      means: 'email',
      urgent: false,
      sendAt: noon,
      skipped: null,
    });
  });

  it('says why somebody is not told', () => {
    const people = [
      person('wati', 'head', { reachable: [] }),
      person('rini', 'head', { escalations: ['sms'] }),
      person('joko', 'head'),
    ];
    const why = (level: NotifiedAlert['level'], more: Partial<Office> = {}) =>
      planNotifications([escalation('a1', { level })], office({ people, ...more }), noon).map(
        ({ personId, means, skipped }) => `${personId} ${means} ${skipped}`,
      );
    expect(why({ to: ['head'], people: [], by: ['email'] })).toEqual([
      'wati email no_address',
      'rini email declined',
      'joko email null',
    ]);
    expect(why({ to: ['head'], people: ['joko'], by: ['whatsapp'] })).toEqual(['joko whatsapp no_address']);
    expect(why({ to: ['coordinator'], people: [], by: ['email', 'webhook'] })).toEqual([
      'null email nobody',
      'null webhook null',
    ]);
    expect(why({ to: ['head'], people: ['joko'], by: ['email', 'webhook'] }, { setUp: new Set() })).toEqual([
      'joko email not_set_up',
      'null webhook not_set_up',
    ]);
  });

  it('tells somebody with two of its roles once', () => {
    const level = { to: ['head', 'head'], people: [], by: ['email', 'email'] } as const;
    expect(planNotifications([escalation('a1', { level })], office(), noon)).toHaveLength(1);
  });
});

describe('a warning or breach', () => {
  const own = { kind: 'breach', level: null, actor: 'official' } as const;
  it('goes to whoever does the step, by the means he asked for', () => {
    const people = [person('agus', 'official', { own: ['sms'] }), person('tono', 'official', { own: ['email'] })];
    const told = (alert: NotifiedAlert) => planNotifications([alert], office({ people }), noon).map(({ id }) => id);
    expect(told(escalation('a1', { ...own, personId: 'tono' }))).toEqual(['a1:tono:email']);
    expect(told(escalation('a2', { ...own, personId: null }))).toEqual(['a2:agus:sms', 'a2:tono:email']);
    expect(told(escalation('a3', { ...own, personId: 'wati' }))).toEqual([]);
  });

  it('of a call in progress stays on the screen, where its agent is', () => {
    expect(leavesScreen(null, true)).toBe(false);
    expect(leavesScreen(null, false)).toBe(true);
    expect(leavesScreen({ to: ['head'], people: [], by: ['screen'] }, false)).toBe(false);
    expect(leavesScreen({ to: ['head'], people: [], by: ['screen', 'sms'] }, true)).toBe(true);
  });
});

describe('a storm', () => {
  it('of 2,000 alerts within five minutes is a handful of messages', () => {
    const lanes = new Map<string, number>();
    const moments = new Set<number>();
    for (let n = 0; n < 2_000; n += 1) {
      const [one] = planNotifications([escalation(`a${n}`)], office({ lanes }), noon + n * 150);
      const sendAt = one?.sendAt as number;
      lanes.set('wati:email:false', sendAt);
      moments.add(sendAt);
    }
    expect([...moments]).toEqual([0, 1, 2, 3, 4, 5].map((n) => noon + n * gatherMs));
  });

  it('does not hold up what is urgent', () => {
    const lanes = new Map([['wati:email:false', noon + gatherMs]]);
    expect(planNotifications([escalation('a1', { urgent: true })], office({ lanes }), noon)[0]?.sendAt).toBe(noon);
  });
});

describe('quiet hours', () => {
  const night = { people: [person('wati', 'head', { quiet: hours('21:00-06:00') })] };
  const at = (text: string) => Date.parse(`2026-11-${text}+07:00`);
  it.each([
    ['23T20:59:59.999', '23T20:59:59.999'],
    ['23T21:00:00', '24T06:00:00'],
    ['24T02:00:00', '24T06:00:00'],
    ['24T06:00:00', '24T06:00:00'],
  ])('of a night: what comes at %s goes at %s', (comes, goes) => {
    expect(planNotifications([escalation('a1')], office(night), at(comes))[0]?.sendAt).toBe(at(goes));
  });

  it('do not hold up what is urgent, and gather the rest into one message', () => {
    const alerts = [escalation('a1'), escalation('a2', { urgent: true }), escalation('a3')];
    const planned = planNotifications(alerts, office(night), at('23T23:00:00'));
    expect(planned.map(({ sendAt }) => sendAt)).toEqual([at('24T06:00:00'), at('23T23:00:00'), at('24T06:00:00')]);
  });

  it('lie in the office’s zone, also those within a day', () => {
    expect(afterQuiet(at('23T12:30:00'), hours('12:00-13:00'), 'Asia/Jakarta')).toBe(at('23T13:00:00'));
    expect(afterQuiet(at('23T12:30:00'), hours('12:00-13:00'), 'Asia/Makassar')).toBe(at('23T12:30:00'));
  });

  it.each(['', '21-06', '24:00-06:00', '21:60-06:00', '21:00-21:00', '21:00 - 06:00'])(
    'are not read from %j',
    (text) => {
      expect(parseQuietHours(text)).toBeNull();
    },
  );

  it('are written as they are read', () => {
    expect(quietHoursText(hours('21:05-06:00'))).toBe('21:05-06:00');
  });
});
