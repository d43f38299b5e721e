import type { ContactChange } from '../app/ports/notifications.ts';
import { systemClock } from '../clock.ts';
import { loadConfig } from '../config.ts';
import type { AuditAction } from '../contract/audit.ts';
import { createAuditStore } from '../store/audit.ts';
import { createNotificationStore } from '../store/notifications.ts';
import { generatePassword, hashPassword } from '../store/passwords.ts';
import { createPeople } from '../store/people.ts';
import { createSecondFactors } from '../store/second-factors.ts';
import { failureText } from '../wiring/failure.ts';
import { addPerson, firstPasswordEnds } from '../wiring/people.ts';
import { readArguments, UsageError, usage } from './user-arguments.ts';
import { withDatabase } from './with-database.ts';

async function run(): Promise<string> {
  const asked = readArguments();
  const config = loadConfig();
  const permanent = 'permanent' in asked && asked.permanent;
  if (permanent && config.production)
    throw new UsageError('--permanent is refused in production: everybody chooses a password of their own');
  const expiresAt = permanent ? null : firstPasswordEnds(systemClock.now());
  return withDatabase(config, async ({ dataSource, sealer }) => {
    const people = createPeople(dataSource);
    const note = (action: AuditAction, subject: string, what?: string) => {
      const reason = ['command line', what].filter((part) => part !== undefined).join(': ');
      return createAuditStore(dataSource).note({ personId: null, action, subject, reason });
    };
    const setContact = async (username: string, change: ContactChange) => {
      const person = await people.byUsername(username);
      if (!person) throw new UsageError(`there is no ${username}`);
      const audit = { personId: null, action: 'contact.changed', subject: person.id, reason: 'command line' } as const;
      const { mobileMasked, emailMasked, quiet } = await createNotificationStore(dataSource, sealer).changeContact(
        person.id,
        change,
        audit,
      );
      return `${username}  ${mobileMasked ?? '-'}  ${emailMasked ?? '-'}  ${quiet}`;
    };
    if (asked.verb === 'add') {
      const { username } = asked.person;
      if (await people.everByUsername(username)) throw new UsageError(`${username} is there already`);
      const password = await addPerson(people, sealer, asked.person, expiresAt);
      await note('person.added', (await people.byUsername(username))?.id ?? username);
      if (asked.contact) await setContact(username, asked.contact);
      return `${username}  ${password}`;
    }
    if (asked.verb === 'set') return await setContact(asked.username, asked.contact);
    if (asked.verb === 'activate') {
      const person = await people.everByUsername(asked.username);
      if (!person) throw new UsageError(`there is no ${asked.username}`);
      // What may have been left of log-ins from before does not come back with the person.
      await people.change(person.id, { active: true });
      await note('person.activated', person.id);
      return `${person.username}  ${person.role}`;
    }
    const person = await people.byUsername(asked.username);
    if (!person) throw new UsageError(`there is no ${asked.username}`);
    if (asked.verb === 'deactivate') {
      await people.change(person.id, { active: false });
      await note('person.deactivated', person.id);
      return person.username;
    }
    if (asked.verb === 'second-factor') {
      if (!(await createSecondFactors(dataSource).remove(person.id))) throw new UsageError('there is none');
      await people.endSessions(person.id);
      await note('second_factor.reset', person.id);
      return person.username;
    }
    if (asked.verb === 'role') {
      const { role } = asked;
      if (role === 'agent' && person.extension === null)
        throw new UsageError('an agent needs an extension: add one anew');
      await people.change(person.id, { role });
      await note('role.changed', person.id, `${person.role} → ${role}`);
      return `${person.username}  ${role}`;
    }
    const password = generatePassword();
    await people.setPassword(person.id, await hashPassword(password), expiresAt);
    await people.endSessions(person.id);
    await note('password.reset', person.id);
    return `${person.username}  ${password}`;
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
