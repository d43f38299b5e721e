/** A case the types say cannot be. Reaching it is a bug, and bugs crash. */
export function assertNever(value: never): never {
  throw new Error(`impossible value: ${JSON.stringify(value)}`);
}
