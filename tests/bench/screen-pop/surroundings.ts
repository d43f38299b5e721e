import { randomBytes, randomUUID } from 'node:crypto';
import { generatePassword, hashPassword } from '../../../server/store/passwords.ts';
import { createPeople } from '../../../server/store/people.ts';
import type { BenchDatabase } from '../support/database.ts';
import { key } from '../support/sealer.ts';

export const amiSecret = randomBytes(16).toString('hex');
export const registrationToken = randomBytes(16).toString('hex');

/** The server's environment, as in production with an Asterisk. */
export const productionSettings = (databaseUrl: string, amiPort: number, port: number): Record<string, string> => ({
  NODE_ENV: 'production',
  LOG_LEVEL: 'warn',
  HOST: '127.0.0.1',
  PORT: String(port),
  PUBLIC_URL: `http://127.0.0.1:${port}`,
  SIGAP_ENCRYPTED_STORE: 'hardware',
  DATABASE_URL: databaseUrl,
  SIGAP_SECRET_KEY: key.toString('base64'),
  SESSION_SECRET: randomBytes(32).toString('hex'),
  EXCHANGE: 'asterisk',
  ASTERISK_HOST: '127.0.0.1',
  ASTERISK_AMI_PORT: String(amiPort),
  ASTERISK_AMI_USER: 'sigap',
  ASTERISK_AMI_SECRET: amiSecret,
  ASTERISK_REGISTRATION_TOKEN: registrationToken,
});

/** Agents with the given telephones, all with one password. */
export async function ensureAgents({ dataSource }: BenchDatabase, extensions: readonly string[]) {
  const people = createPeople(dataSource);
  const password = generatePassword();
  const passwordHash = await hashPassword(password);
  const agents = extensions.map((extension) => ({ username: `bench-${extension}`, extension }));
  for (const { username, extension } of agents) {
    const known = await people.byUsername(username);
    if (known) await people.setPassword(known.id, passwordHash, null);
    else {
      await people.insert({
        id: randomUUID(),
        username,
        displayName: `Agen ${extension}`,
        role: 'agent',
        passwordHash,
        extension,
        phone: 'desk',
        sipSecretSealed: null,
        locale: 'id',
        active: true,
      });
    }
  }
  return { agents, password };
}
