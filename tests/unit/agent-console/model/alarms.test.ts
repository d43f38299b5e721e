import { alarmWords, isQuiet } from '../../../../agent-console/src/model/alarms.ts';

it.each([
  ['read.unusual', 'read 60', { key: 'read_many', most: '60', source: '' }],
  ['read.unusual', 'opened 10', { key: 'opened_many', most: '10', source: '' }],
  ['read.unusual', 'searched 200', { key: 'searched_many', most: '200', source: '' }],
  ['read.reason', '3f6c1c0e-0000-4000-8000-000000000001', { key: 'read_reason', most: '', source: '' }],
  ['reveal.refused', '3f6c1c0e-0000-4000-8000-000000000001', { key: 'reveal_refused', most: '', source: '' }],
  ['login.guessing', '10.0.0.7 source 30', { key: 'login_guessing', most: '', source: '10.0.0.7' }],
  ['login.emergency', '2001:db8::1', { key: 'login_emergency', most: '', source: '2001:db8::1' }],
  ['second_factor.reset', '3f6c1c0e-0000-4000-8000-000000000001', { key: 'second_factor_reset', most: '', source: '' }],
  ['login.guessing', '', { key: 'login_guessing', most: '', source: '' }],
] as const)('an alarm %s of “%s” is told in words, without ids', (kind, subject, words) => {
  expect(alarmWords({ kind, subject })).toEqual(words);
});

it('a ticket that was opened for a reason makes no sound; many of them do', () => {
  expect(isQuiet({ kind: 'read.reason' })).toBe(true);
  expect(isQuiet({ kind: 'read.unusual' })).toBe(false);
});
