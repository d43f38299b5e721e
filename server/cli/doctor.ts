import { parseArgs } from 'node:util';
import { systemClock } from '../clock.ts';
import { ConfigError, loadConfig } from '../config.ts';
import { examine, leastNode } from './doctor/examine.ts';
import { type Finding, told } from './doctor/finding.ts';
import { judgeNode, judgeSettings } from './doctor/judge-machine.ts';

/**
 * `npm run --silent doctor [-- --lang en] [--json]`: what is wrong with this installation and how it is mended. Looks with
 * the settings and rights of whoever calls it, so that it is called as the account of the server; changes nothing, and prints no
 * secret. Exits 1 where something is a fault.
 */
const usage = 'npm run --silent doctor [-- [--lang id|en] [--json]]';

interface Asked {
  readonly lang: 'id' | 'en' | null;
  readonly json: boolean;
}

/** Null: not understood. */
function asked(): Asked | null {
  try {
    const { values } = parseArgs({ options: { lang: { type: 'string' }, json: { type: 'boolean', default: false } } });
    const lang = values.lang ?? null;
    return lang === null || lang === 'id' || lang === 'en' ? { lang, json: values.json } : null;
  } catch {
    return null;
  }
}

async function find(): Promise<{ locale: 'id' | 'en'; findings: Finding[] }> {
  try {
    const config = loadConfig(undefined, { look: true });
    return { locale: config.office.locale, findings: await examine(config, systemClock) };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    // What the settings lead to cannot be looked at before they can be read.
    return { locale: 'id', findings: [judgeNode(process.version, leastNode), ...judgeSettings(error.faults, [])] };
  }
}

const options = asked();
if (options === null) {
  process.stderr.write(`${usage}\n`);
  process.exitCode = 2;
} else {
  const { locale, findings } = await find();
  const text = options.json ? JSON.stringify({ findings }, null, 2) : told(findings, options.lang ?? locale);
  process.stdout.write(`${text}\n`);
  if (findings.some(({ verdict }) => verdict === 'fault')) process.exitCode = 1;
}
