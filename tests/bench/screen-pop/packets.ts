/** What Asterisk 22 writes for one caller, header by header as captured; times and numbers are filled in. */
export interface CallerOnTheLine {
  /** Uniqueid and Linkedid of the caller's channel. */
  readonly id: string;
  readonly number: string;
  readonly extension: string;
  /** Uniqueid of the agent's leg. */
  readonly legId: string;
}

type Headers = readonly (readonly [name: string, value: string])[];

const packet = (event: string, privilege: string, ...headers: Headers[]): string =>
  `${[
    ['Event', event],
    ['Privilege', `${privilege},all`],
    ['Timestamp', (Date.now() / 1000).toFixed(6)],
    ...headers.flat(),
  ]
    .map(([name, value]) => `${name}: ${value}`)
    .join('\r\n')}\r\n\r\n`;

const channel = (
  prefix: string,
  name: string,
  number: string,
  id: string,
  linkedId: string,
  context: string,
): Headers =>
  (
    [
      ['Channel', name],
      ['ChannelState', prefix ? '0' : '6'],
      ['ChannelStateDesc', prefix ? 'Down' : 'Up'],
      ['CallerIDNum', number],
      ['CallerIDName', '<unknown>'],
      ['ConnectedLineNum', '<unknown>'],
      ['ConnectedLineName', '<unknown>'],
      ['Language', 'id'],
      ['AccountCode', ''],
      ['Context', context],
      ['Exten', 'hotline'],
      ['Priority', '10'],
      ['Uniqueid', id],
      ['Linkedid', linkedId],
    ] as const
  ).map(([header, value]) => [`${prefix}${header}`, value]);

const trunk = ({ id, number }: CallerOnTheLine): Headers => channel('', `PJSIP/trunk-${id}`, number, id, id, 'hotline');
const leg = ({ id, extension, legId }: CallerOnTheLine, prefix: 'Dest' | ''): Headers =>
  channel(prefix, `PJSIP/${extension}-${legId}`, extension, legId, id, 'agents');

/** The caller's channel is born. */
export const arrives = (caller: CallerOnTheLine): string => packet('Newchannel', 'call', trunk(caller));

/** The caller joins the queue and, as happens within 2 ms when an agent is free, the agent's telephone rings. */
export const rings = (caller: CallerOnTheLine): string =>
  packet('QueueCallerJoin', 'agent', trunk(caller), [
    ['Queue', 'hotline'],
    ['Position', '1'],
    ['Count', '1'],
  ]) +
  packet('Newchannel', 'call', leg(caller, '')) +
  packet('AgentCalled', 'agent', trunk(caller), leg(caller, 'Dest'), [
    ['Queue', 'hotline'],
    ['Interface', `PJSIP/${caller.extension}`],
    ['MemberName', `PJSIP/${caller.extension}`],
  ]);

/** The caller gives up while it rings. */
export const givesUp = (caller: CallerOnTheLine): string =>
  packet('HangupRequest', 'call', trunk(caller)) +
  packet('DialEnd', 'call', trunk(caller), leg(caller, 'Dest'), [['DialStatus', 'CANCEL']]) +
  packet('Hangup', 'call', leg(caller, ''), [['Cause', '0']]) +
  packet('QueueCallerAbandon', 'agent', trunk(caller), [['Queue', 'hotline']]) +
  packet('QueueCallerLeave', 'agent', trunk(caller), [['Queue', 'hotline']]) +
  packet('Hangup', 'call', trunk(caller), [['Cause', '16']]);
