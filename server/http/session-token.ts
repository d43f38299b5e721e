/**
 * The session that a request's cookies name, as it would be looked up; null: they name none. Nobody has looked at its
 * signature. It is read just as express-session reads it, so that no other way of writing the same cookie, and no other
 * cookie beside it, is counted as another log-in.
 */
export function sessionTokenOf(cookies: string, name: string): string | null {
  for (const part of cookies.split(';')) {
    const at = part.indexOf('=');
    if (at < 0 || trimmed(part.slice(0, at)) !== name) continue;
    const value = decoded(trimmed(part.slice(at + 1)));
    return value.startsWith('s:') ? value.slice(2, Math.max(2, value.lastIndexOf('.'))) : null;
  }
  return null;
}

const isBlank = (text: string, at: number) => text[at] === ' ' || text[at] === '\t';

/** Without the blanks that cookies may have around them, and no other: a name with another sign is another name. */
function trimmed(text: string): string {
  let [from, to] = [0, text.length];
  while (from < to && isBlank(text, from)) from += 1;
  while (to > from && isBlank(text, to - 1)) to -= 1;
  return text.slice(from, to);
}

function decoded(value: string): string {
  const bare = value.startsWith('"') && value.endsWith('"') && value.length > 1 ? value.slice(1, -1) : value;
  try {
    return decodeURIComponent(bare);
  } catch {
    return bare;
  }
}
