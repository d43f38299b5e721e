import { existsSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { lookAtAmi, lookAtRegistration } from '../../../telephony/asterisk/look.ts';
import type { Clock } from '../../app/ports/ports.ts';
import type { AsteriskSite, Config } from '../../config.ts';
import { findEmbedded } from '../../store/embedded/find.ts';
import { type DatabaseFacts, inspectDatabase } from '../../store/inspect.ts';
import type { Finding } from './finding.ts';
import { judgeDatabase, judgeEmbedded, judgeUnreached } from './judge-database.ts';
import { judgeAmi, judgeRegistration, judgeShared, ofExchange, type SharedPath } from './judge-exchange.ts';
import { judgeFolder, judgeNode, judgeSettings } from './judge-machine.ts';
import { judgePublic, judgeServer, judgeWay } from './judge-ways.ts';
import { lookAtFolder, may } from './look-machine.ts';
import { askJson, certificateOf, codeOf, whereOf } from './look-ways.ts';
import { tryWays } from './ways.ts';

/** As `engines` of package.json. */
export const leastNode = '20.19';

/** Everything that is configured is looked at once, and nothing of it changed. */
export async function examine(config: Config, { now }: Clock): Promise<Finding[]> {
  const machine = [
    judgeNode(process.version, leastNode),
    ...judgeSettings([], config.unknownSettings),
    ...judgeFolder(lookAtFolder(config.dataDir), config.files.reserveBytes),
  ];
  const { findings, facts } = await examineDatabase(config, now);
  const running = facts?.server ?? null;
  const [exchange, ways, address, server] = await Promise.all([
    config.exchange.kind === 'asterisk' ? examineExchanges(config.exchange.sites, running !== null, now) : [],
    tryWays(config),
    examineAddress(config, running !== null, now),
    facts === null ? [] : examineServer(config, facts),
  ]);
  return [...machine, ...findings, ...server, ...exchange, ...ways.map(judgeWay), ...address];
}

async function examineDatabase(
  { database, dataDir, production, secrets }: Config,
  now: Clock['now'],
): Promise<{ findings: Finding[]; facts: DatabaseFacts | null }> {
  const own = database.url === undefined ? findEmbedded(dataDir) : null;
  if (own === 'none' || own === 'stopped') return { findings: [judgeEmbedded(own)], facts: null };
  const url = own?.url ?? database.url ?? '';
  try {
    const facts = await inspectDatabase(url, secrets, now);
    const asked = { production, poolSize: database.poolSize, embedded: own !== null };
    return { findings: judgeDatabase(facts, asked), facts };
  } catch (error) {
    return { findings: [judgeUnreached(codeOf(error), whereOf(url))], facts: null };
  }
}

async function examineServer({ http }: Config, { server }: DatabaseFacts): Promise<Finding[]> {
  const here = server !== null && server.host === hostname() && http.port !== 0;
  const host = ['0.0.0.0', '::'].includes(http.host) ? '127.0.0.1' : http.host;
  const address = `http://${host.includes(':') ? `[${host}]` : host}:${http.port}/readyz`;
  return judgeServer(server, here ? await askJson(address) : null);
}

async function examineExchanges(
  sites: readonly AsteriskSite[],
  running: boolean,
  now: Clock['now'],
): Promise<Finding[]> {
  const found = await Promise.all(
    sites.map(async (site) => {
      const findings = await examineAsterisk(site, running, now);
      return sites.length === 1 ? findings : findings.map((finding) => ofExchange(finding, site.name));
    }),
  );
  return found.flat();
}

async function examineAsterisk(site: AsteriskSite, running: boolean, now: Clock['now']): Promise<Finding[]> {
  const { host, amiPort: port, amiUser: username, amiSecret: secret, agi, registrationToken: token } = site;
  const [ami, registration] = await Promise.all([
    lookAtAmi({ host, port, username, secret }, now),
    lookAtRegistration({ ...agi, token }),
  ]);
  return [
    ...judgeAmi(ami, `${host}:${port}`, site.setting),
    judgeRegistration(registration, `${agi.host}:${agi.port}`, running, site.setting),
    ...sharedPaths(site).map(judgeShared),
  ];
}

function sharedPaths({ callLog, recordings, queuesFile, setting }: AsteriskSite): SharedPath[] {
  const shared = (
    name: Parameters<AsteriskSite['setting']>[0],
    path: string | undefined,
    usable: (path: string) => boolean,
  ): SharedPath[] =>
    path === undefined ? [] : [{ setting: setting(name), path, there: existsSync(path), usable: usable(path) }];
  return [
    ...shared('ASTERISK_CALL_LOG', callLog, (path) => may(path, 'read')),
    ...shared('ASTERISK_RECORDINGS', recordings, (path) => may(path, 'write') && may(path, 'enter')),
    // Written beside and renamed: the folder has to let us.
    ...shared('ASTERISK_QUEUES_FILE', queuesFile, (path) => may(path, 'write') && may(dirname(path), 'write')),
  ];
}

async function examineAddress({ http }: Config, running: boolean, now: Clock['now']): Promise<Finding[]> {
  const url = http.publicUrl;
  if (url === undefined) return [];
  const [{ code, until }, health] = await Promise.all([
    url.startsWith('https:') ? certificateOf(url) : { code: null, until: null },
    askJson(`${url}/healthz`),
  ]);
  return [judgePublic({ url, code, until, status: health?.status ?? null }, running, now())];
}
