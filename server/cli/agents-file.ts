import { renderAgentEndpoints } from '../../telephony/asterisk/agents-file.ts';
import { loadConfig } from '../config.ts';
import { createPeople } from '../store/people.ts';
import { failureText } from '../wiring/failure.ts';
import { withDatabase } from './with-database.ts';

/** `npm run --silent agents-file > pjsip_agents.conf`: the telephones of all agents, with their passwords. */
try {
  const agents = await withDatabase(loadConfig(), async ({ dataSource, sealer }) =>
    (await createPeople(dataSource).list()).flatMap(({ extension, displayName: name, sipSecretSealed, phone }) =>
      extension && sipSecretSealed
        ? [{ extension, name, secret: sealer.open(sipSecretSealed), webrtc: phone === 'browser' }]
        : [],
    ),
  );
  process.stdout.write(renderAgentEndpoints(agents));
} catch (error) {
  console.error(failureText(error));
  process.exitCode = 1;
}
