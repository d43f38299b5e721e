import { renderAgentEndpoints } from '../../telephony/asterisk/agents-file.ts';
import { createNumberPlan } from '../../telephony/several/number-plan.ts';
import { type Config, ConfigError, loadConfig } from '../config.ts';
import { createPeople } from '../store/people.ts';
import { failureText } from '../wiring/failure.ts';
import { withDatabase } from './with-database.ts';

/**
 * `npm run --silent agents-file > pjsip_agents.conf`: the telephones of all agents, with their passwords. With several
 * exchanges those of one: `npm run --silent agents-file -- NAME`, of the first without a name.
 */
try {
  const config = loadConfig();
  const phones = phonesOf(config.exchange, process.argv[2]);
  const agents = await withDatabase(config, async ({ dataSource, sealer }) =>
    (await createPeople(dataSource).list()).flatMap(({ extension, displayName: name, sipSecretSealed, phone }) => {
      const local = extension && phones(extension);
      return local && sipSecretSealed
        ? [{ extension: local, name, secret: sealer.open(sipSecretSealed), webrtc: phone === 'browser' }]
        : [];
    }),
  );
  process.stdout.write(renderAgentEndpoints(agents));
} catch (error) {
  console.error(failureText(error));
  process.exitCode = 1;
}

/** Each telephone's number at the exchange; null: it is of another one. @throws ConfigError when no exchange is called so */
function phonesOf(exchange: Config['exchange'], wanted: string | undefined): (extension: string) => string | null {
  if (exchange.kind !== 'asterisk') return (extension) => extension;
  const { sites } = exchange;
  const site = wanted === undefined ? sites[0] : sites.find(({ name }) => name === wanted);
  if (!site) {
    const there = sites.map(({ name }) => name).join(', ');
    const name = 'ASTERISK_EXCHANGES';
    throw new ConfigError([
      {
        name,
        id: `tidak ada sentral ${wanted}: ada ${there}`,
        en: `no exchange is called ${wanted}: there is ${there}`,
      },
    ]);
  }
  const plan = createNumberPlan(sites);
  return (extension) => {
    const found = plan.ofExchange(extension);
    return found.exchange === site.name ? found.local : null;
  };
}
