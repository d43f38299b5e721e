import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { settings, simulatorScenarios } from '../../../../server/config/settings.ts';
import { SCENARIOS } from '../../../../telephony/simulator/scenarios.ts';
import { type ConfigFolder, createConfigFolder } from '../../../support/config-folder.ts';
import { envExample } from '../../../support/env-example.ts';

let folder: ConfigFolder;
beforeEach(() => {
  folder = createConfigFolder();
});
afterEach(() => folder.remove());

describe('.env.example', () => {
  const path = resolve(import.meta.dirname, '../../../../.env.example');

  it('holds every setting with default and meaning (UPDATE_ENV_EXAMPLE=1 rewrites it)', () => {
    if (process.env.UPDATE_ENV_EXAMPLE) writeFileSync(path, envExample());
    expect(readFileSync(path, 'utf8')).toBe(envExample());
  });

  it('is a valid .env file when every line is taken in, and names what the schema names', () => {
    const uncommented = readFileSync(path, 'utf8').replaceAll(/^#(?=[A-Z_]+=)/gm, '');
    const env = parseEnv(uncommented) as Record<string, string>;
    expect(Object.keys(env).sort()).toEqual(Object.keys(settings).sort());
    expect(folder.load({ ...env, SIGAP_DATA_DIR: folder.path }).unknownSettings).toEqual([]);
  });
});

it('the scenarios that can be set are those the simulator has', () => {
  expect([...simulatorScenarios]).toEqual(Object.keys(SCENARIOS));
});
