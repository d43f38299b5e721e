/** Letters, digits and what mail systems really use; no quotes, comments or lists, so that it stays one address. */
const form =
  /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$/;

/** An e-mail address as it is kept: the domain in small letters. Null: it is none. */
export function parseEmail(text: string): string | null {
  const trimmed = text.trim();
  if (trimmed.length > 254 || !form.test(trimmed) || trimmed.includes('..')) return null;
  const at = trimmed.lastIndexOf('@');
  return `${trimmed.slice(0, at)}@${trimmed.slice(at + 1).toLowerCase()}`;
}

/** What can be shown to others: `s***@example.go.id`. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  return at < 1 ? '****' : `${email.slice(0, 1)}***${email.slice(at)}`;
}
