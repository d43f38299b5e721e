/** One line of Asterisk's channel event log, in the columns of `config/cel_custom.conf`. */
export interface LogLine {
  /** `CHAN_START`, `HANGUP` … */
  readonly type: string;
  /** Epoch ms. */
  readonly at: number;
  /** The caller's channel, by its unique id: one for all legs of a call. */
  readonly linkedId: string;
  readonly uniqueId: string;
  readonly channel: string;
  readonly context: string;
  readonly exten: string;
  /** The caller's number as the dialplan has read it. */
  readonly number: string;
  /** What the application was called with: for a queue its name and options. */
  readonly data: string;
  /** The name of an event of the dialplan's own. */
  readonly userType: string;
  /** The channel that hung up first; '' where nobody is told. */
  readonly hangupSource: string;
  /** Of a hang-up, by Q.850; 0: none is told. */
  readonly hangupCause: number;
  /** Of a channel that has dialled another: `BUSY` … */
  readonly dialStatus: string;
}

const columns = 11;
const field = /"([^"]*(?:""[^"]*)*)"(,|$)/y;

/**
 * The line, or null when it makes no sense: cut off, run into another, or none of ours. Never throws, whatever it is
 * given; what a caller's network signalled is data in it, and no line of its own.
 */
export function parseLogLine(text: string): LogLine | null {
  const line = text.endsWith('\r') ? text.slice(0, -1) : text;
  if (line.includes('\0')) return null;
  const values: string[] = [];
  field.lastIndex = 0;
  for (let more = true; more; ) {
    const found = field.exec(line);
    if (!found || values.length === columns) return null;
    values.push((found[1] as string).replaceAll('""', '"'));
    more = found[2] === ',';
  }
  const [type, moment, linkedId, uniqueId, channel, context, exten, number, data, userType, extra] = values;
  // JSON or nothing: cut between two quotes that stand for one, a line looks as if it ended there.
  if (extra === undefined || !/^(\{.*\})?$/.test(extra) || !/^[A-Z_]{1,40}$/.test(type ?? '')) return null;
  if (
    !/^\d{9,11}\.\d{1,6}$/.test(moment ?? '') ||
    ![linkedId, uniqueId].every((id) => /^[\w.-]{1,100}$/.test(id ?? ''))
  )
    return null;
  return {
    // Of an event of the dialplan's own, Asterisk writes its name in the place of the kind.
    type: userType === '' ? (type as string) : 'USER_DEFINED',
    at: Math.round(Number(moment) * 1000),
    linkedId: linkedId as string,
    uniqueId: uniqueId as string,
    channel: channel as string,
    context: context as string,
    exten: exten as string,
    number: number as string,
    data: data as string,
    userType: userType as string,
    hangupCause: Number(/"hangupcause":(\d{1,3})\b/.exec(extra)?.[1] ?? 0),
    dialStatus: /"dialstatus":"([A-Z]*)"/.exec(extra)?.[1] ?? '',
    hangupSource: /"hangupsource":"([^"\\]*)"/.exec(extra)?.[1] ?? '',
  };
}
