import type { PersonRefusal, Refused } from '../app/people/decided.ts';
import type { ContactChange } from '../app/ports/notifications.ts';
import { systemClock } from '../clock.ts';
import { loadConfig } from '../config.ts';
import type { PersonFault } from '../domain/people/person.ts';
import { createAuditStore } from '../store/audit.ts';
import { createNotificationStore } from '../store/notifications.ts';
import { createPeople } from '../store/people.ts';
import { createPeopleList } from '../store/people-list.ts';
import { createSecondFactors } from '../store/second-factors.ts';
import { failureText } from '../wiring/failure.ts';
import { createAdministration } from '../wiring/people.ts';
import { readArguments, UsageError, usage } from './user-arguments.ts';
import { withDatabase } from './with-database.ts';

const by = { personId: null, way: 'command line' } as const;

const refusals: Readonly<Record<PersonRefusal, string>> = {
  not_found: 'there is nobody like that',
  last_administrator: 'this is the last administrator: make another one first',
  person_changed: 'this was changed again meanwhile',
  agent_in_call: 'this agent has a call',
  exchange_away: 'the exchange does not answer',
};
const faultWords: Readonly<Record<PersonFault['code'], string>> = {
  required: 'is needed',
  username_invalid: 'has 2 to 64 letters, digits, ".", "_" or "-"',
  username_taken: 'is there already',
  username_left: 'is there already, and not active: activate it',
  extension_invalid: 'is 2 to 6 digits',
  extension_taken: 'is somebody else’s',
  extension_left: 'belongs to somebody who is not active any more',
  extension_needed: 'is missing: an agent needs an extension',
};

/** What was done. @throws UsageError saying why nothing was */
function done<Result extends object | null>(result: Result): Exclude<Result, Refused> {
  if (result !== null && 'refusal' in result) throw new UsageError(refusals[result.refusal as PersonRefusal]);
  if (result !== null && 'faults' in result)
    throw new UsageError(
      (result.faults as readonly (readonly PersonFault[])[])
        .flat()
        .map(({ field, code }) => `${field} ${faultWords[code]}`)
        .join('; '),
    );
  return result as Exclude<Result, Refused>;
}

async function run(): Promise<string> {
  const asked = readArguments();
  const config = loadConfig();
  const permanent = 'permanent' in asked && asked.permanent;
  if (permanent && config.production)
    throw new UsageError('--permanent is refused in production: everybody chooses a password of their own');
  return withDatabase(config, async ({ dataSource, sealer }) => {
    const administration = createAdministration({ store: createPeopleList(dataSource), sealer, clock: systemClock });
    const setContact = async (personId: string, username: string, change: ContactChange) => {
      const audit = { personId: null, action: 'contact.changed', subject: personId, reason: by.way } as const;
      const { mobileMasked, emailMasked, quiet } = await createNotificationStore(dataSource, sealer).changeContact(
        personId,
        change,
        audit,
      );
      return `${username}  ${mobileMasked ?? '-'}  ${emailMasked ?? '-'}  ${quiet}`;
    };
    if (asked.verb === 'list')
      return (await administration.all())
        .map(({ username, role, extension, active, displayName }) =>
          [username, role, extension ?? '-', active ? 'active' : 'not active', displayName].join('  '),
        )
        .join('\n');
    if (asked.verb === 'add') {
      const { username } = asked.person;
      const { added } = done(await administration.add([asked.person], by, permanent));
      const [made] = added;
      if (made && asked.contact) await setContact(made.personId, username, asked.contact);
      return `${username}  ${made?.password ?? ''}`;
    }
    const { username } = asked;
    const person = (await administration.all()).find(
      (one) => one.username === username && (one.active || asked.verb === 'activate'),
    );
    if (!person) throw new UsageError(`there is no ${username}`);
    switch (asked.verb) {
      case 'set':
        return await setContact(person.id, username, asked.contact);
      case 'activate':
        done(await administration.setActive(person.id, true, by));
        return `${username}  ${person.role}`;
      case 'deactivate':
        done(await administration.setActive(person.id, false, by));
        return username;
      case 'second-factor':
        if (!(await createSecondFactors(dataSource).remove(person.id))) throw new UsageError('there is none');
        await createPeople(dataSource).endSessions(person.id);
        await createAuditStore(dataSource).note({
          ...{ personId: null, action: 'second_factor.reset', subject: person.id, reason: by.way },
        });
        return username;
      case 'role':
        done(await administration.change(person.id, { role: asked.role }, by));
        return `${username}  ${asked.role}`;
      case 'reset':
        return `${username}  ${done(await administration.resetPassword(person.id, by, permanent)).password}`;
    }
  });
}

try {
  console.log(await run());
} catch (error) {
  const clear = error instanceof UsageError || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS');
  if (clear) console.error(`${(error as Error).message}\n\n${usage}`);
  else console.error(failureText(error));
  process.exitCode = 1;
}
