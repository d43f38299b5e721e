import { parseArgs } from 'node:util';
import { readContact, type TypedContact } from '../app/alerts/contacts.ts';
import type { ContactChange } from '../app/ports/notifications.ts';
import { roles } from '../contract/people.ts';
import { usernameOf } from '../domain/people/person.ts';

/** What may be said, for whoever said something else. */
export const usage = `npm run user -- add NAME --role ROLE [--name "Display name"] [--extension 101] [--phone browser|desk] [--locale id|en]
npm run user -- list
npm run user -- reset NAME
npm run user -- deactivate NAME
npm run user -- activate NAME
npm run user -- role NAME --role ROLE
npm run user -- second-factor NAME
npm run user -- set NAME [--mobile 081234567890] [--email nama@example.go.id] [--quiet office|none|21:00-06:00]
  deactivate, activate and role hold at once: whoever is logged in is logged out, on every screen.
  second-factor takes it away from somebody who lost it; their log-ins end.
  The password that add and reset print opens one log-in within 72 hours, in which another is chosen; outside of
  production --permanent makes one that lasts, for demonstrations and tests.
  add takes --mobile, --email and --quiet too; an empty --mobile "" or --email "" forgets the address
ROLE: ${roles.join(', ')}`;

/** Something was said that is not understood, or cannot be. */
export class UsageError extends Error {}

const verbs = ['add', 'reset', 'set', 'deactivate', 'activate', 'role', 'second-factor'] as const;
const isVerb = (verb: string | undefined): verb is (typeof verbs)[number] => verbs.some((one) => one === verb);

/** Reads the command line. @throws UsageError saying what is wrong. */
export function readArguments() {
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
  if (verb === 'list' && given === undefined) return { verb } as const;
  if (!isVerb(verb) || !given || positionals.length > 2) throw new UsageError(`list, ${verbs.join(' NAME, ')} NAME`);
  const username = usernameOf(given);
  const { permanent } = values;
  if (verb === 'reset') return { verb, username, permanent } as const;
  const contact = contactOf(values);
  if (verb === 'set') {
    if (!contact) throw new UsageError('set what? --mobile, --email or --quiet');
    return { verb, username, contact } as const;
  }
  const { role = '' } = values;
  if (verb === 'deactivate' || verb === 'activate' || verb === 'second-factor') return { verb, username } as const;
  if (!(roles as readonly string[]).includes(role)) throw new UsageError(`--role is one of ${roles.join(', ')}`);
  if (verb === 'role') return { verb, username, role } as const;
  const { name: displayName = username, extension = null, phone, locale } = values;
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
