import { createAsteriskExchange } from '../../telephony/asterisk/exchange.ts';
import { createRegistrationRoute } from '../../telephony/asterisk/registration-route.ts';
import type { ExchangePort, Registration, RegistrationRequest } from '../../telephony/port.ts';
import { createSimulator } from '../../telephony/simulator/exchange.ts';
import type { Clock, Log } from '../app/ports.ts';
import type { Config } from '../config.ts';

export interface ExchangeWiring {
  readonly exchange: ExchangePort;
  readonly queue: string;
  /** Where the exchange itself asks, if it does. */
  readonly routers: (
    register: (request: RegistrationRequest) => Promise<Registration>,
  ) => [string, ReturnType<typeof createRegistrationRoute>][];
}

/** The hotline's number in the simulator: the one printed in seeds/003, where callers would dial it. */
const simulatedHotline = '08111232222';

/** The exchange that is configured. */
export function createExchange(config: Config['exchange'], clock: Clock, log: Log): ExchangeWiring {
  const { now } = clock;
  if (config.kind === 'simulator') {
    const { queue, seed, scenario, callsPerMinute, speed } = config;
    const rate = callsPerMinute === undefined ? {} : { callsPerMinute };
    const options = { name: 'simulator', seed, scenario, speed, queue, dnis: simulatedHotline, now, log, ...rate };
    return { exchange: createSimulator(options), queue, routers: () => [] };
  }
  const name = 'asterisk';
  const exchange = createAsteriskExchange({
    name,
    host: config.host,
    port: config.amiPort,
    username: config.amiUser,
    secret: config.amiSecret,
    queues: [config.queue],
    hotlineContexts: [config.hotlineContext],
    now,
    log,
  });
  const token = config.registrationToken;
  return {
    exchange,
    queue: config.queue,
    routers: (register) => [
      ['/telephony/asterisk/register', createRegistrationRoute({ name, token, register, now, log })],
    ],
  };
}
