import { renderAgentEndpoints } from '../../telephony/asterisk/agents-file.ts';
import { ConfigError, loadConfig } from '../config.ts';
import { createPeople } from '../store/people.ts';
import { openDatabase } from '../wiring/database.ts';

/** `npm run --silent agents-file > pjsip_agents.conf`: the telephones of all agents, with their passwords. */
const closing: (() => Promise<void> | void)[] = [];
const log = { info: () => {}, warn: () => {}, error: () => {} };
try {
  const config = loadConfig();
  const { dataSource, sealer } = await openDatabase(config, log, {
    add: (_name, close) => void closing.unshift(close),
  });
  const people = await createPeople(dataSource).list();
  const agents = people.flatMap(({ extension, displayName: name, sipSecretSealed, phone }) =>
    extension && sipSecretSealed
      ? [{ extension, name, secret: sealer.open(sipSecretSealed), webrtc: phone === 'browser' }]
      : [],
  );
  process.stdout.write(renderAgentEndpoints(agents));
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exitCode = 1;
} finally {
  for (const close of closing) await close();
}
