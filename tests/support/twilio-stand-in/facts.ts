/** What Twilio's OpenAPI says of one operation; `tests/fixtures/twilio` holds such facts. */
export interface OperationFacts {
  readonly required: readonly string[];
  /** Of each group one field at least must be there. */
  readonly oneOf: readonly (readonly string[])[];
  readonly fields: Readonly<Record<string, FieldFacts>>;
}

interface FieldFacts {
  readonly type: string;
  readonly pattern?: string;
  readonly format?: string;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly mayBeEmpty?: boolean;
}

/** What is wrong with the fields of a request, in words; empty when Twilio's description allows it. */
export function faultsOf(facts: OperationFacts, sent: URLSearchParams): string[] {
  const faults = facts.required.filter((name) => !sent.get(name)).map((name) => `${name} is missing`);
  for (const group of facts.oneOf) {
    if (!group.some((name) => sent.get(name))) faults.push(`one of ${group.join(', ')} is missing`);
  }
  for (const [name, value] of sent) {
    const field = facts.fields[name];
    if (field === undefined) faults.push(`${name} is no field of Twilio's`);
    else faults.push(...faultsIn(name, field, value));
    if (field !== undefined && field.type !== 'array' && sent.getAll(name).length > 1)
      faults.push(`${name} came twice`);
  }
  return faults;
}

function faultsIn(name: string, field: FieldFacts, value: string): string[] {
  const faults: string[] = [];
  if (field.mayBeEmpty && value === '') return faults;
  const require = (sound: boolean, what: string) => sound || faults.push(`${name} ${what}`);
  if (field.type === 'integer') require(/^-?\d+$/.test(value), 'is no integer');
  if (field.type === 'boolean') require(/^(true|false)$/.test(value), 'is no boolean');
  if (field.pattern !== undefined) require(new RegExp(field.pattern).test(value), `does not match ${field.pattern}`);
  if (field.enum !== undefined) require(field.enum.includes(value), `is none of ${field.enum.join(', ')}`);
  if (field.minimum !== undefined) require(Number(value) >= field.minimum, `is below ${field.minimum}`);
  if (field.maximum !== undefined) require(Number(value) <= field.maximum, `is above ${field.maximum}`);
  if (field.maxLength !== undefined) require(value.length <= field.maxLength, `is longer than ${field.maxLength}`);
  // Twilio takes no underscore in a host's name.
  if (field.format === 'uri') require(/^https?:\/\/[^_/\s]+(\/\S*)?$/.test(value), 'is no address');
  if (field.format === 'date-time') require(!Number.isNaN(Date.parse(value)), 'is no moment');
  if (field.format === 'json') require(isFlatJson(value), 'is no JSON object of texts');
  return faults;
}

function isFlatJson(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return (
      value !== null && typeof value === 'object' && Object.values(value).every((each) => typeof each === 'string')
    );
  } catch {
    return false;
  }
}
