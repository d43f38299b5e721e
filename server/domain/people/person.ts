/** What is said of somebody who works with Sigap. */
export interface PersonDraft {
  readonly username: string;
  readonly displayName: string;
  readonly role: string;
  /** Of the telephone, 2 to 6 digits; null: none. */
  readonly extension: string | null;
  /** `browser`: the console is the telephone. `desk`: a telephone of its own stands there. */
  readonly phone: 'browser' | 'desk';
  readonly locale: 'id' | 'en';
}

/** Somebody as stored; those who left too, whose user name and extension stay theirs. */
export interface KnownPerson extends PersonDraft {
  readonly id: string;
  readonly active: boolean;
}

/** What may be changed of somebody; the user name stays, by it the audit is read. */
export const changeable = ['displayName', 'role', 'extension', 'phone', 'locale'] as const;
export type PersonFields = Pick<PersonDraft, (typeof changeable)[number]>;

/** What is wrong with what somebody wrote of a person, by field. `left`: it belongs to one who is not active any more. */
export type PersonFaultCode =
  | 'required'
  | 'username_invalid'
  | 'username_taken'
  | 'username_left'
  | 'extension_invalid'
  | 'extension_taken'
  | 'extension_left'
  | 'extension_needed';
export interface PersonFault {
  readonly field: keyof PersonDraft;
  readonly code: PersonFaultCode;
}

/** As it is compared and stored: people write capitals, and the name is one all the same. */
export const usernameOf = (written: string): string => written.trim().toLowerCase();

const usernameForm = /^[a-z0-9._-]{2,64}$/;
const extensionForm = /^\d{2,6}$/;

/**
 * What is wrong with a person as written, beside everybody who is there. Pure.
 * @param self whose the draft is; absent: of somebody new
 */
export function faultsOf(
  draft: PersonDraft,
  people: readonly KnownPerson[],
  self?: Pick<KnownPerson, 'id' | 'active'>,
): PersonFault[] {
  const { username, displayName, role, extension } = draft;
  const faults: PersonFault[] = [];
  const others = people.filter(({ id }) => id !== self?.id);
  const namesake = others.find((other) => other.username === username);
  if (username === '') faults.push({ field: 'username', code: 'required' });
  // One that stands as it was made long ago is not to be mended by whoever changes the name.
  else if (!self && !usernameForm.test(username)) faults.push({ field: 'username', code: 'username_invalid' });
  else if (namesake) faults.push({ field: 'username', code: namesake.active ? 'username_taken' : 'username_left' });
  if (displayName === '') faults.push({ field: 'displayName', code: 'required' });
  if (extension === null) {
    // Who left may give the telephone to whoever comes.
    if (role === 'agent' && self?.active !== false) faults.push({ field: 'extension', code: 'extension_needed' });
    return faults;
  }
  const neighbour = others.find((other) => other.extension === extension);
  if (!extensionForm.test(extension)) faults.push({ field: 'extension', code: 'extension_invalid' });
  else if (neighbour)
    faults.push({ field: 'extension', code: neighbour.active ? 'extension_taken' : 'extension_left' });
  return faults;
}

/** Whether nobody could administer any more without this person. Pure. */
export function isLastAdministrator(people: readonly KnownPerson[], id: string): boolean {
  const administrators = people.filter(({ role, active }) => role === 'admin' && active);
  return administrators.length === 1 && administrators[0]?.id === id;
}

/** What of the fields differs, as it was and as it is to be; null: nothing. Pure. */
export function differenceOf(
  before: PersonFields,
  after: Partial<PersonFields>,
): { readonly before: Partial<PersonFields>; readonly after: Partial<PersonFields> } | null {
  const differing = changeable.filter((field) => after[field] !== undefined && after[field] !== before[field]);
  if (differing.length === 0) return null;
  const only = (fields: Partial<PersonFields>): Partial<PersonFields> =>
    Object.fromEntries(differing.map((field) => [field, fields[field]]));
  return { before: only(before), after: only(after) };
}

/** Whether a change is so much another work or telephone that every log-in ends with it. Pure. */
export const endsLogIns = (after: Partial<PersonFields>): boolean =>
  'role' in after || 'extension' in after || 'phone' in after;
