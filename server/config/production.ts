import { type ConfigFault, refused } from './faults.ts';
import type { Both } from './setting.ts';
import { type SettingName, settings, type Values } from './settings.ts';

/**
 * What a server with real callers must not do: run on generated secrets (they would live beside the data they
 * protect), play with simulated callers, or trust passwords out of an example. Adds what it finds to `faults`.
 */
export function checkProduction(
  values: Values,
  exchangeKind: 'simulator' | 'asterisk' | 'twilio',
  need: (name: SettingName, why: Both) => void,
  faults: ConfigFault[],
): void {
  const inProduction = { id: 'dalam production', en: 'in production' };
  need('SIGAP_SECRET_KEY', inProduction);
  need('SESSION_SECRET', inProduction);
  if (exchangeKind === 'simulator') {
    const why = {
      id: 'dalam production: simulator hanya untuk mencoba',
      en: 'in production: the simulator is for trying out',
    };
    faults.push(refused('EXCHANGE', settings.EXCHANGE, why));
  }
  for (const name of [
    'ASTERISK_AMI_SECRET',
    'ASTERISK_REGISTRATION_TOKEN',
    'TWILIO_AUTH_TOKEN',
    'TWILIO_API_KEY_SECRET',
    'HTTP_GATEWAY_SECRET',
    'SESSION_SECRET',
    'METRICS_TOKEN',
    'ALERT_WEBHOOK_SECRET',
  ] as const) {
    const value = values[name];
    if (value !== undefined && looksGuessable(value)) {
      const why = { id: 'dalam production: mudah ditebak', en: 'in production: easy to guess' };
      faults.push(refused(name, settings[name], why));
    }
  }
}

/** Demo passwords, examples copied as they stand, and repetitions. */
function looksGuessable(secret: string): boolean {
  return (
    secret.length < 12 ||
    new Set(secret).size < 6 ||
    /password|secret|rahasia|change.?me|example|contoh|\$\(/i.test(secret)
  );
}
