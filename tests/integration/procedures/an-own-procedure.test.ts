import { foundOwnOffice, ownText } from '../../support/own-office.ts';
import { type Played, play, withoutChance } from '../../support/player.ts';
import type { ProcedureOffice } from '../../support/procedure-office.ts';
import { renamed } from '../../support/renamed-sop.ts';

/**
 * An office writes a procedure of its own, with fields and a catalogue that nobody here has seen: it is published over
 * REST as an administrator does, gets its doors, and is worked on like any other. The same under other names beside it.
 */

const other = renamed(ownText);

let office: ProcedureOffice;
let beside: ProcedureOffice;
beforeAll(async () => {
  [office, beside] = await Promise.all([foundOwnOffice(ownText), foundOwnOffice(other.text)]);
});
afterAll(() => Promise.all([office?.close(), beside?.close()]));

const wordsAfter = (played: Played, event: string) =>
  played.end.history.find(({ type }) => type === event)?.words.map(({ label, value }) => [label.id, value.id]);

it.each([
  [
    'a call',
    {
      door: { dials: '150777' },
      scenes: [
        ...['call.queued', 'call.offered', 'call.answered', 'citizen.asked', 'citizen.replied', 'intake.saved'],
        ...['call.ended', 'case.forwarded', 'action.done', 'recommendation.rejected'],
        ...[['action.done', { pipes: '7' }] as const, 'recommendation.approved', 'answer.sent'],
      ],
    },
  ],
  [
    'somebody at the desk who leaves no number',
    {
      door: { tells: 'well' },
      phone: null,
      scenes: [
        ...[['intake.saved', { phone: '', smells: 'no' }] as const, 'case.forwarded', 'action.done'],
        ...['recommendation.approved', 'reply.not_possible'],
      ],
    },
  ],
] as const)('is played by its roles to its end, of %s, and shows the same under other names', async (_, course) => {
  const written = (scene: (typeof course.scenes)[number]) =>
    typeof scene === 'string'
      ? scene
      : ([
          scene[0],
          Object.fromEntries(Object.entries(scene[1]).map(([name, value]) => [other.fieldName(name), value])),
        ] as const);
  const [first, second] = await Promise.all([
    play(office, course),
    play(beside, { ...course, scenes: course.scenes.map(written) }),
  ]);
  expect(first.end).toMatchObject({ status: 'closed', sop: { id: 'tirta-desa' }, verdict: { verdict: 'met' } });
  const ended = first.end.runs.map(({ number, endedBy }) => `${number} ${endedBy?.type}`);
  const acts = course.scenes.map((scene) => (typeof scene === 'string' ? scene : scene[0]));
  const ends = acts.filter((event) => !event.startsWith('call.') && !event.startsWith('citizen.'));
  expect(ended.map((one) => one.split(' ')[1])).toEqual(ends);
  expect(new Set(ended.map((one) => one.split(' ')[0]))).toEqual(new Set(['1', '2', '3', '4', '5']));
  const byWhom = Object.fromEntries(first.did);
  expect(byWhom).toMatchObject({ 'intake.saved': 'sari', 'action.done': 'lia', 'recommendation.approved': 'wati' });
  const [before, after] = [withoutChance(first), other.asBefore(withoutChance(second))];
  if (JSON.stringify(after) !== JSON.stringify(before)) expect(after).toEqual(before);

  if (first.shown.every(({ after: what }) => what !== 'call.answered')) return;
  expect(wordsAfter(first, 'intake.saved')).toEqual(
    expect.arrayContaining([
      ...[
        ['Golongan tarif', 'Rumah tangga'],
        ['Nomor meter', '100000'],
        ['Air mati sejak', '2026-11-20'],
      ],
      ...[
        ['Airnya berbau', 'Ya'],
        ['Letak katup', 'Letak katup, seperti diceritakan'],
      ],
    ]),
  );
});

it('is told what is wrong in its text by line and by name, in both languages, before it is kept', async () => {
  expect(
    await office.client('admin').do('validateSop', { body: { source: ownText.replace('2026-11"', '2026-12"') } }),
  ).toMatchObject({
    ...{ id: 'tirta-desa', steps: 5, faults: [] },
  });
  const wrong = ownText.replace('type: place', 'type: places').replace('asks: [callerName', 'asks: [callerNam');
  const { faults } = await office.client('admin').do('validateSop', { body: { source: wrong } });
  const lines = wrong.split('\n');
  expect(lines[(faults[0]?.line ?? 0) - 1]).toContain('places');
  for (const fault of faults) expect(fault.id).not.toBe(fault.en);
  expect((await office.client('admin').call('saveSop', { body: { source: wrong } })).status).toBe(422);
});
