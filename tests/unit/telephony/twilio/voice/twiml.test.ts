import { spokenTicketNumber } from '../../../../../telephony/twilio/voice/speech.ts';
import { createTwiml } from '../../../../../telephony/twilio/voice/twiml.ts';
import { faultsIn, readTwiml } from '../../../../support/twilio-stand-in/twiml.ts';

const sid = `CA${'0a'.repeat(16)}`;
const who = { sid, dnis: '+622150001234' };
const options = {
  baseUrl: 'https://sigap.example.go.id/hotline/telephony/twilio/voice',
  record: false,
  musicUrl: 'https://music.example.go.id/tunggu.mp3?a=1&b=2',
};
const twiml = createTwiml(options);
const made = { ticketNumber: 'SBY-20261122-0001' };

describe('a ticket number is spoken', () => {
  it('sign by sign in Indonesian words, with a pause where its parts meet', () => {
    expect(spokenTicketNumber('SBY-20261122-0107')).toEqual([
      'ès bé yé, dua nol dua enam satu satu dua dua, nol satu nol tujuh',
      'S B Y, two zero two six one one two two, zero one zero seven',
    ]);
  });
});

describe('what a caller hears', () => {
  it('keeps to the rules of TwiML in every document', () => {
    const recording = createTwiml({ ...options, record: true });
    for (const document of [
      twiml.greeting(who, made),
      twiml.greeting(who, null),
      recording.greeting(who, made),
      twiml.again(who),
      twiml.end(),
      twiml.offer(who, '91763800000000'),
      twiml.back(who, '91763800000000'),
      twiml.noted(who),
    ])
      expect(faultsIn(document)).toEqual([]);
    for (const document of [twiml.wait(who, 3), twiml.wait(who, null), twiml.hold()])
      expect(faultsIn(document, { waiting: true })).toEqual([]);
  });

  it('begins with what is noted or recorded, has the number twice, and ends in a room of its own', () => {
    const { children } = readTwiml(twiml.greeting(who, made));
    expect(children.map(({ name }) => name)).toEqual(['Say', 'Say', 'Say', 'Dial', 'Redirect']);
    expect(children[0]?.text).toContain('dicatat');
    expect(children[0]?.text).not.toContain('direkam');
    expect(children[1]?.text.match(/nol nol nol satu/g)).toHaveLength(2);
    const room = children[3]?.children[0];
    expect(room?.text).toBe(`sigap-${sid}`);
    expect(room?.attributes).toMatchObject({
      beep: 'false',
      endConferenceOnExit: 'true',
      waitUrl: `${options.baseUrl}/wait/${sid}`,
      statusCallbackEvent: 'start end join leave hold',
    });
    expect(room?.attributes).not.toHaveProperty('record');
  });

  it('says on what its data are processed before the number, where the office has it said', () => {
    const greeting = twiml.greeting(who, { ...made, basis: 'Data dipakai untuk <layanan> publik ini.' });
    expect(faultsIn(greeting)).toEqual([]);
    const { children } = readTwiml(greeting);
    expect(children.map(({ name }) => name)).toEqual(['Say', 'Say', 'Say', 'Say', 'Dial', 'Redirect']);
    expect(children[1]?.text).toBe('Data dipakai untuk <layanan> publik ini.');
    expect(children[2]?.text).toContain('Nomor tiket');
  });

  it('has no number when there is none, and says so of a recording before it is made', () => {
    const { children } = readTwiml(createTwiml({ ...options, record: true }).greeting(who, null));
    expect(children.map(({ name }) => name)).toEqual(['Say', 'Say', 'Dial', 'Redirect']);
    expect(children[0]?.text).toMatch(/direkam.*menyetujui/);
    expect(children[2]?.children[0]?.attributes).toMatchObject({
      record: 'record-from-start',
      recordingStatusCallback: `${options.baseUrl}/recording/${sid}`,
      recordingStatusCallbackEvent: 'in-progress completed',
    });
  });

  it('is asked for a call back in both languages, by one key, and goes on waiting without us where none is pressed', () => {
    const { children } = readTwiml(twiml.offer(who, '91763800000000'));
    expect(children.map(({ name }) => name)).toEqual(['Gather', 'Say', 'Dial', 'Redirect']);
    const [question, , room] = children;
    expect(question?.attributes).toMatchObject({ numDigits: '1', timeout: '3', input: 'dtmf' });
    expect(question?.attributes.action).toBe(`${options.baseUrl}/offered/${sid}/91763800000000`);
    expect(question?.children.map(({ attributes }) => attributes.language)).toEqual(['id-ID', 'en-US']);
    expect(room?.children[0]?.text).toBe(`sigap-${sid}_91763800000000`);
  });

  it('is where he stands, then music, round and round', () => {
    const { children } = readTwiml(twiml.wait(who, 3));
    expect(children[0]?.text).toContain('nomor 3');
    expect(children[1]?.text).toBe(options.musicUrl);
    expect(children[2]?.text).toBe(`${options.baseUrl}/wait/${sid}`);
  });
});

describe('the rules of TwiML', () => {
  const room = (attributes: string) => `<Response><Dial><Conference ${attributes}>x</Conference></Dial></Response>`;
  it.each([
    ['a verb there is not', '<Response><Speak>x</Speak></Response>'],
    ['a noun out of its verb', '<Response><Conference>x</Conference></Response>'],
    ['an attribute there is not', room('volume="3"')],
    ['a value that is not allowed', room('beep="loud"')],
    ['an address that is none', room('waitUrl="/wait"')],
    ['an event there is not', room('statusCallbackEvent="start finish"')],
    [
      'a voice of another language',
      '<Response><Say voice="Google.en-US-Standard-C" language="id-ID">x</Say></Response>',
    ],
    ['a verb behind the last', '<Response><Hangup/><Say>x</Say></Response>'],
    ['a sentence of nothing', '<Response><Say></Say></Response>'],
    ['XML that does not close', '<Response><Say>x</Response>'],
    ['an ampersand by itself', '<Response><Say>a & b</Say></Response>'],
  ])('refuse %s', (_what, xml) => expect(faultsIn(xml)).not.toEqual([]));

  it('refuse a conversation where there is only waiting', () => {
    expect(faultsIn('<Response><Dial><Conference>x</Conference></Dial></Response>')).toEqual([]);
    expect(faultsIn('<Response><Dial><Conference>x</Conference></Dial></Response>', { waiting: true })).toHaveLength(1);
  });
});
