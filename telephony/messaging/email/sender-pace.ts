const hourMs = 3_600_000;
/** A person does not write more mails an hour; a machine that answers itself does. */
const mailsAnHour = 30;
const senders = 5_000;

/** Counts the mails of each sender, to notice one who does not stop. */
export function createSenderPace(now: () => number, most = mailsAnHour) {
  const counted = new Map<string, { since: number; mails: number }>();
  return {
    /** Counts one more. Whether it is too many. */
    tooMany(from: string): boolean {
      const key = from.toLowerCase();
      const known = counted.get(key);
      const entry = known && now() - known.since < hourMs ? known : { since: now(), mails: 0 };
      entry.mails += 1;
      counted.delete(key);
      counted.set(key, entry);
      const [oldest] = counted.keys();
      if (counted.size > senders && oldest !== undefined) counted.delete(oldest);
      return entry.mails > most;
    },
  };
}
