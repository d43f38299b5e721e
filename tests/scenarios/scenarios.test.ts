import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { playScenario } from '../support/scenario.ts';

/**
 * Golden scenarios: what the procedure makes of what happens, read as a text.
 * `UPDATE_SCENARIOS=1 npm test -- tests/scenarios` writes what is indented anew; the change is then read as a diff.
 */
const folder = new URL('./', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.txt'));
const update = process.env.UPDATE_SCENARIOS === '1';

it('there are scenarios to play', () => {
  expect(files.length).toBeGreaterThanOrEqual(20);
});

it.each(files)('%s goes as written', (name) => {
  const file = new URL(name, folder);
  const text = readFileSync(file, 'utf8');
  const played = playScenario(text);
  if (update) writeFileSync(file, played);
  else expect(played).toBe(text);
});

it('a line that cannot be read is named', () => {
  expect(() => playScenario('# fine\n00:00.000 call.arived\n')).toThrow('line 2 (00:00.000 call.arived)');
  expect(() => playScenario('00:00.000 wati types\n')).toThrow('nobody called wati');
  expect(() => playScenario('00:00.000 siti save-draft\n')).toThrow('nobody can do save-draft');
  expect(() => playScenario('0:00 call.arrived\n')).toThrow('no moment such as');
  expect(() => playScenario('00:02.000 call.arrived\n00:01.000 ticket.numbered\n')).toThrow('before the line above');
});
