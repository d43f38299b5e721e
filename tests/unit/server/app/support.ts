import type { Log } from '../../../../server/app/ports/ports.ts';

/** A log that remembers what was said. */
export function listeningLog(): Log & { readonly said: readonly string[] } {
  const said: string[] = [];
  const say = (_: object, message: string) => void said.push(message);
  return { info: say, warn: say, error: say, said };
}
