import { parseArgs } from 'node:util';
import { readContact, type TypedContact } from '../app/alerts/contacts.ts';
import type { ContactChange } from '../app/ports/notifications.ts';
import { systemClock } from '../clock.ts';
import { ConfigError, loadConfig } from '../config.ts';
import { roles } from '../contract/people.ts';
import { createAuditStore } from '../store/audit.ts';
import { createNotificationStore } from '../store/notifications.ts';
import { generatePassword, hashPassword } from '../store/passwords.ts';
import { createPeople } from '../store/people.ts';
import { createSealer } from '../store/secrets/sealed.ts';
import { openDatabase } from '../wiring/database.ts';
import { addPerson, firstPasswordEnds } from '../wiring/people.ts';

const usage = `npm run user -- add NAME --role ROLE [--name "Display name"] [--extension 101] [--phone browser|desk] [--locale id|en]
npm run user -- reset NAME
npm run user -- set NAME [--mobile 081234567890] [--email nama@example.go.id] [--quiet office|none|21:00-06:00]
  The password that add and reset print opens one log-in within 72 hours, in which another is chosen; outside of
  production --permanent makes one that lasts, for demonstrations and tests.
  add takes --mobile, --email and --quiet too; an empty --mobile "" or --email "" forgets the address
ROLE: ${roles.join(', ')}`;

class UsageError extends Error {}

/** Reads the command line. @throws UsageError saying what is wrong. */
function read() {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      role: { type: 'string' },
      name: { type: 'string' },
      extension: { type: 'string' },
      phone: { type: 'string', default: 'browser' },
      locale: { type: 'string', default: 'id' },
      mobile: { type: 'string' },
      email: { type: 'string' },
      quiet: { type: 'string' },
      permanent: { type: 'boolean', default: false },
    },
  });
  const [verb, given] = positionals;
  if ((verb !== 'add' && verb !== 'reset' && verb !== 'set') || !given || positionals.length > 2)
    throw new UsageError('add NAME, reset NAME or set NAME');
  const username = given.toLowerCase();
  if (!/^[a-z0-9._-]{2,64}$/.test(username)) throw new UsageError('NAME: 2 to 64 letters, digits, ".", "_" or "-"');
  const { permanent } = values;
  if (verb === 'reset') return { verb, username, permanent } as const;
  const contact = contactOf(values);
  if (verb === 'set') {
    if (!contact) throw new UsageError('set what? --mobile, --email or --quiet');
    return { verb, username, contact } as const;
  }
  const { role = '', name: displayName = username, extension = null, phone, locale } = values;
  if (!(roles as readonly string[]).includes(role)) throw new UsageError(`--role is one of ${roles.join(', ')}`);
  if (extension !== null && !/^\d{2,6}$/.test(extension)) throw new UsageError('--extension is 2 to 6 digits');
  if (role === 'agent' && extension === null) throw new UsageError('an agent needs --extension');
  if (phone !== 'browser' && phone !== 'desk') throw new UsageError('--phone is browser or desk');
  if (locale !== 'id' && locale !== 'en') throw new UsageError('--locale is id or en');
  return { verb, contact, permanent, person: { username, displayName, role, extension, phone, locale } } as const;
}

/** Where somebody is told of alerts; null: nothing of it was given. */
function contactOf({ mobile, email, quiet }: TypedContact): ContactChange | null {
  if (mobile === undefined && email === undefined && quiet === undefined) return null;
  const read = readContact({ mobile, email, quiet });
  if ('change' in read) return read.change;
  const expected = { mobile: 'a mobile number', email: 'an e-mail address', quiet: 'office, none or 21:00-06:00' };
  throw new UsageError(read.faults.map(({ field }) => `--${field} is ${expected[field]}`).join('; '));
}

async function run(): Promise<string> {
  const asked = read();
  const config = loadConfig();
  const permanent = asked.verb !== 'set' && asked.permanent;
  if (permanent && config.production)
    throw new UsageError('--permanent is refused in production: everybody chooses a password of their own');
  const expiresAt = permanent ? null : firstPasswordEnds(systemClock.now());
  const closing: (() => Promise<void> | void)[] = [];
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const dataSource = await openDatabase(config, log, { add: (_name, close) => void closing.unshift(close) });
  try {
    const people = createPeople(dataSource);
    const sealer = createSealer(config.secrets.key);
    const note = (action: string, subject: string) =>
      createAuditStore(dataSource).note({ personId: null, action, subject, reason: 'command line' });
    const setContact = async (username: string, change: ContactChange) => {
      const person = await people.byUsername(username);
      if (!person) throw new UsageError(`there is no ${username}`);
      const audit = { personId: null, action: 'contact.changed', subject: person.id, reason: 'command line' };
      const { mobileMasked, emailMasked, quiet } = await createNotificationStore(dataSource, sealer).changeContact(
        person.id,
        change,
        audit,
      );
      return `${username}  ${mobileMasked ?? '-'}  ${emailMasked ?? '-'}  ${quiet}`;
    };
    if (asked.verb === 'add') {
      const { username } = asked.person;
      if (await people.byUsername(username)) throw new UsageError(`${username} is there already`);
      const password = await addPerson(people, sealer, asked.person, expiresAt);
      await note('person.added', (await people.byUsername(username))?.id ?? username);
      if (asked.contact) await setContact(username, asked.contact);
      return `${username}  ${password}`;
    }
    if (asked.verb === 'set') return await setContact(asked.username, asked.contact);
    const person = await people.byUsername(asked.username);
    if (!person) throw new UsageError(`there is no ${asked.username}`);
    const password = generatePassword();
    await people.setPassword(person.id, await hashPassword(password), expiresAt);
    await people.endSessions(person.id);
    await note('password.reset', person.id);
    return `${person.username}  ${password}`;
  } finally {
    for (const close of closing) await close();
  }
}

try {
  console.log(await run());
} catch (error) {
  const clear = error instanceof UsageError || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS');
  if (clear) console.error(`${(error as Error).message}\n\n${usage}`);
  else console.error(error instanceof ConfigError ? error.message : error);
  process.exitCode = 1;
}
