/** SIPp scenarios as text, filled in for each call. Headers end in LF here; SIPp sends CR LF. */

const sdp = (ip: string, port: string, direction: string) => `v=0
o=lab 1 1 IN IP4 ${ip}
s=-
c=IN IP4 ${ip}
t=0 0
m=audio ${port} RTP/AVP 8 96
a=rtpmap:8 PCMA/8000
a=rtpmap:96 telephone-event/8000
a=fmtp:96 0-16
a=${direction}
`;

const scenario = (body: string) => `<?xml version="1.0" encoding="UTF-8" ?>
<scenario name="lab">
${body}
</scenario>
`;

export interface CallerText {
  /** User part of From. */
  readonly ani: string;
  /** Put before the address in From as it stands: quotes are yours. */
  readonly display: string;
  /** More header lines, such as `Privacy: id`. */
  readonly headers: readonly string[];
  readonly dnis: string;
  /** Milliseconds from the answer (by the greeting) to the caller's hang-up. */
  readonly holdMs: number;
  /** Instead of the hang-up a REFER to this number first, which must be declined; null: never. */
  readonly referTo: string | null;
  /** Where its voice goes instead of to SIPp. */
  readonly mediaPort?: number;
  /** A key that is pressed so long after the answer. */
  readonly presses?: { readonly key: string; readonly afterMs: number; readonly times: number } | undefined;
}

/** A caller who does not know when the question comes; whoever hangs up on him meanwhile ends it. */
const presses = ({ key, afterMs, times }: NonNullable<CallerText['presses']>): string =>
  `<pause milliseconds="${afterMs}"/>${`
<nop><action><exec play_dtmf="${key}"/></action></nop>
<pause milliseconds="3000"/>`.repeat(times)}`;

/** Calls, listens for `holdMs` or until somebody sends an INFO to this call, hangs up; or is hung up on. */
export function caller(text: CallerText): string {
  const from = `${text.display} <sip:${text.ani}@[local_ip]:[local_port]>;tag=[pid]c[call_number]`;
  const more = text.headers.map((line) => `\n${line}`).join('');
  const head = (
    method: string,
    seq: number,
    to: string,
  ) => `Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From: ${from}
To: <sip:${text.dnis}@[remote_ip]:[remote_port]>${to}
Call-ID: [call_id]
CSeq: ${seq} ${method}
Contact: <sip:caller@[local_ip]:[local_port]>
Max-Forwards: 70${method === 'INVITE' ? more : ''}`;
  return scenario(`
<send retrans="500"><![CDATA[
INVITE sip:${text.dnis}@[remote_ip]:[remote_port] SIP/2.0
${head('INVITE', 1, '')}
Content-Type: application/sdp
Content-Length: [len]

${sdp('[local_ip]', text.mediaPort === undefined ? '[media_port]' : String(text.mediaPort), 'sendrecv')}
]]></send>
<recv response="100" optional="true"/>
<recv response="180" optional="true"/>
<recv response="183" optional="true"/>
<recv response="200"/>
<send><![CDATA[
ACK sip:${text.dnis}@[remote_ip]:[remote_port] SIP/2.0
${head('ACK', 1, '[peer_tag_param]')}
Content-Length: 0

]]></send>
${text.presses ? presses(text.presses) : ''}
<recv request="INFO" optional="true" timeout="${text.holdMs}" ontimeout="hangup" next="hangup"/>
<recv request="BYE" timeout="${text.holdMs}" ontimeout="hangup"/>
<send next="end"><![CDATA[
SIP/2.0 200 OK
[last_Via:]
[last_From:]
[last_To:]
[last_Call-ID:]
[last_CSeq:]
Content-Length: 0

]]></send>
<label id="hangup"/>${
    text.referTo === null
      ? ''
      : `
<send retrans="500"><![CDATA[
REFER sip:${text.dnis}@[remote_ip]:[remote_port] SIP/2.0
${head('REFER', 2, '[peer_tag_param]')}
Refer-To: <sip:${text.referTo}@[remote_ip]>
Content-Length: 0

]]></send>
<recv response="603"/>`
  }
<send retrans="500"><![CDATA[
BYE sip:${text.dnis}@[remote_ip]:[remote_port] SIP/2.0
${head('BYE', 3, '[peer_tag_param]')}
Content-Length: 0

]]></send>
<recv response="200" crlf="true"/>
<label id="end"/>
`);
}

/** Registers a desk telephone with digest authentication. */
export function register(extension: string): string {
  const head = (seq: number) => `REGISTER sip:[remote_ip]:[remote_port] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From: <sip:${extension}@[remote_ip]>;tag=[pid]r[call_number]
To: <sip:${extension}@[remote_ip]>
Call-ID: [call_id]
CSeq: ${seq} REGISTER
Contact: <sip:${extension}@[local_ip]:[local_port]>
Max-Forwards: 70
Expires: 300
Content-Length: 0`;
  return scenario(`
<send retrans="500"><![CDATA[
${head(1)}

]]></send>
<recv response="401" auth="true"/>
<send retrans="500"><![CDATA[
${head(2)}
[authentication]

]]></send>
<recv response="200"/>
`);
}

export interface DeskText {
  readonly extension: string;
  /** Milliseconds of ringing before the answer; null: rings until the queue gives up. */
  readonly answerAfterMs: number | null;
  /** Milliseconds of talk before this telephone hangs up; it may be hung up on before. */
  readonly talkMs: number;
  /** Puts the caller on hold after this many ms of talk, for as long again; null: never. */
  readonly holdAfterMs: number | null;
  /** Sends a REFER to this number when the talk has lasted `talkMs`, which must be declined; null: never. */
  readonly referTo: string | null;
  /** Answers `486 Busy Here` at once instead, or what stands here. */
  readonly refuse: boolean | string;
  /** User parts that From and To must have, or the call fails. */
  readonly expects?: { readonly from: string; readonly to: string };
}

/** A desk telephone for one ring. Run it again and again for more. */
export function desk(text: DeskText): string {
  const contact = `Contact: <sip:${text.extension}@[local_ip]:[local_port]>`;
  const reply = (status: string, extra = '') => `SIP/2.0 ${status}
[last_Via:]
[last_From:]
[last_To:];tag=[pid]d[call_number]
[last_Call-ID:]
[last_CSeq:]
${contact}${extra}`;
  // The headers of the INVITE, kept because a CANCEL comes in between.
  const kept = (status: string, extra: string) => `SIP/2.0 ${status}
Via:[$via]
From:[$from]
To:[$to];tag=[pid]d[call_number]
[last_Call-ID:]
CSeq:[$cseq]
${contact}${extra}`;
  const keep = (header: string, name: string) =>
    `<ereg regexp=".*" search_in="hdr" header="${header}:" assign_to="${name}"/>`;
  const own = (method: string, seq: number) => `${method} [$uri] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From:[$to];tag=[pid]d[call_number]
To:[$from]
Call-ID: [call_id]
CSeq: ${seq} ${method}
Max-Forwards: 70
${contact}`;
  const reinvite = (seq: number, direction: string) => `
<send retrans="500"><![CDATA[
${own('INVITE', seq)}
Content-Type: application/sdp
Content-Length: [len]

${sdp('[local_ip]', '[media_port]', direction)}
]]></send>
<recv response="100" optional="true"/>
<recv response="200"/>
<send><![CDATA[
${own('ACK', seq)}
Content-Length: 0

]]></send>`;
  const hungUp = (ms: number, next: string) => `<recv request="BYE" timeout="${ms}" ontimeout="${next}" next="bye"/>`;
  const empty = '\nContent-Length: 0\n';
  const ring = text.refuse
    ? `<send retrans="500"><![CDATA[
${reply(text.refuse === true ? '486 Busy Here' : text.refuse, empty)}
]]></send><recv request="ACK"/>`
    : `<send><![CDATA[
${reply('180 Ringing', empty)}
]]></send>
<recv request="CANCEL" ${text.answerAfterMs === null ? '' : `timeout="${text.answerAfterMs}" ontimeout="answer" `}next="cancelled"/>
<label id="answer"/>
<send retrans="500"><![CDATA[
${kept('200 OK', '')}
Content-Type: application/sdp
Content-Length: [len]

${sdp('[local_ip]', '[media_port]', 'sendrecv')}
]]></send>
<recv request="ACK"/>
${
  text.holdAfterMs === null
    ? ''
    : `${hungUp(text.holdAfterMs, 'hold')}
<label id="hold"/>${reinvite(1, 'sendonly')}
${hungUp(text.holdAfterMs, 'unhold')}
<label id="unhold"/>${reinvite(2, 'sendrecv')}`
}
${hungUp(text.talkMs, 'hangup')}
<label id="hangup"/>${
        text.referTo === null
          ? ''
          : `
<send retrans="500"><![CDATA[
${own('REFER', 3)}
Refer-To: <sip:${text.referTo}@[remote_ip]>
Content-Length: 0

]]></send>
<recv response="603"/>
${hungUp(text.talkMs, 'done')}
<label id="done"/>`
      }
<send retrans="500" next="hungup"><![CDATA[
${own('BYE', 4)}
Content-Length: 0

]]></send>
<label id="hungup"/>
<recv response="200" next="end"/>
<label id="bye"/>
<send next="end"><![CDATA[
SIP/2.0 200 OK
[last_Via:]
[last_From:]
[last_To:]
[last_Call-ID:]
[last_CSeq:]
Content-Length: 0

]]></send>
<label id="cancelled"/>
<send><![CDATA[
SIP/2.0 200 OK
[last_Via:]
[last_From:]
[last_To:];tag=[pid]d[call_number]
[last_Call-ID:]
[last_CSeq:]
Content-Length: 0

]]></send>
<send retrans="500"><![CDATA[
${kept('487 Request Terminated', empty)}
]]></send>
<recv request="ACK"/>`;
  const must = (header: string, user: string, name: string) =>
    `<ereg regexp="sip:${user.replace('+', '\\+')}@" search_in="hdr" header="${header}:" check_it="true" assign_to="${name}"/>`;
  const expected = text.expects ? must('From', text.expects.from, 'asked') + must('To', text.expects.to, 'called') : '';
  return scenario(`
<recv request="INVITE"><action>
${keep('Via', 'via')}${keep('From', 'from')}${keep('To', 'to')}${keep('CSeq', 'cseq')}
<ereg regexp="sip:[^&gt;]*" search_in="hdr" header="Contact:" assign_to="uri"/>${expected}
</action></recv>
${ring}
<label id="end"/>
<Reference variables="via,from,to,cseq,uri${text.expects ? ',asked,called' : ''}"/>
`);
}
