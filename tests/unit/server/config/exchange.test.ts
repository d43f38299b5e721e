import { asterisk, type ConfigFolder, createConfigFolder, production } from '../../../support/config-folder.ts';

let folder: ConfigFolder;
beforeEach(() => {
  folder = createConfigFolder();
});
afterEach(() => folder.remove());

const twilio = {
  EXCHANGE: 'twilio',
  TWILIO_ACCOUNT_SID: `AC${'0123456789abcdef'.repeat(2)}`,
  TWILIO_AUTH_TOKEN: 'f3a9c27d41be58066d90e1b7a4c2835f',
  TWILIO_API_KEY_SID: `SK${'fedcba9876543210'.repeat(2)}`,
  TWILIO_API_KEY_SECRET: 'Qm4xT8vLz2KpW9sNc6RyHb3JdGf7UeAa',
  PUBLIC_URL: 'https://sigap.example.go.id/hotline',
};

describe('loadConfig', () => {
  it('takes Asterisk when its host is set', () => {
    expect(folder.load({ ...asterisk, ASTERISK_WEBSOCKET_URL: 'wss://pbx.example.go.id:8089/ws' }).exchange).toEqual({
      kind: 'asterisk',
      queue: 'hotline',
      sites: [
        {
          name: 'asterisk',
          prefix: '',
          setting: expect.any(Function),
          host: 'pbx.example.go.id',
          agi: { host: '127.0.0.1', port: 4573 },
          amiPort: 5038,
          amiUser: 'sigap',
          amiSecret: 'kT7fQ0pZr3VxWm9s',
          hotlineContext: 'hotline',
          registrationToken: 'bN4hY8uJd2LgRq6c',
          websocketUrl: 'wss://pbx.example.go.id:8089/ws',
          sipDomain: 'pbx.example.go.id',
          dials: false,
        },
      ],
    });
    expect(folder.load({ ...asterisk, EXCHANGE: 'simulator' }).exchange.kind).toBe('simulator');
  });

  it('takes Twilio when it is chosen and everything it needs is there', () => {
    expect(
      folder.load({ ...twilio, TWILIO_AGENT_PHONES: '103=+622150009999, 104=sip:104@pbx.example.go.id' }).exchange,
    ).toEqual({
      kind: 'twilio',
      queue: 'hotline',
      accountSid: twilio.TWILIO_ACCOUNT_SID,
      authToken: twilio.TWILIO_AUTH_TOKEN,
      apiKeySid: twilio.TWILIO_API_KEY_SID,
      apiKeySecret: twilio.TWILIO_API_KEY_SECRET,
      publicUrl: 'https://sigap.example.go.id/hotline',
      numbers: [],
      agentPhones: new Map([
        ['103', '+622150009999'],
        ['104', 'sip:104@pbx.example.go.id'],
      ]),
      record: false,
      musicUrl: expect.stringMatching(/^http/),
    });
  });

  it('does not start with Twilio without its token, its key or the address Twilio reaches us at', () => {
    const faults = folder.faultsOf({ EXCHANGE: 'twilio', TWILIO_AUTH_TOKEN: '' });
    const wanted = [
      'TWILIO_ACCOUNT_SID',
      'TWILIO_AUTH_TOKEN',
      'TWILIO_API_KEY_SID',
      'TWILIO_API_KEY_SECRET',
      'PUBLIC_URL',
    ];
    expect(faults.map((fault) => fault.name)).toEqual(wanted);
    expect(faults[1]).toMatchObject({
      id: expect.stringContaining('wajib'),
      en: expect.stringContaining('must be set'),
    });
    const open = { ...production, ...twilio, PUBLIC_URL: 'http://sigap.example.go.id' };
    expect(folder.faulty(open)).toEqual(['PUBLIC_URL']);
  });
});
