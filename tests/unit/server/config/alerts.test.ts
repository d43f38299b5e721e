import { type ConfigFolder, createConfigFolder } from '../../../support/config-folder.ts';

let folder: ConfigFolder;
beforeEach(() => {
  folder = createConfigFolder();
});
afterEach(() => folder.remove());

describe('how people are told of alerts', () => {
  it('needs nothing to be set: no e-mail, no webhook, quiet from 21 to 6', () => {
    expect(folder.load().notify).toEqual({
      quiet: { from: 1260, to: 360 },
      email: null,
      webhook: null,
      whatsappTemplate: null,
    });
    expect(folder.load({ SIGAP_QUIET_HOURS: 'none' }).notify.quiet).toBeNull();
  });

  it('is read whole', () => {
    const mail = { SMTP_URL: 'smtps://sigap:x@mail.example.go.id', MAIL_FROM: 'Sigap <sigap@example.go.id>' };
    const hook = { ALERT_WEBHOOK_URL: 'https://alarm.example.go.id/x', ALERT_WEBHOOK_SECRET: 'kT7fQ0pZr3VxWm9s' };
    expect(folder.load({ ...mail, ...hook, SIGAP_QUIET_HOURS: '22:30-05:00' }).notify).toMatchObject({
      quiet: { from: 1350, to: 300 },
      email: { url: mail.SMTP_URL, from: mail.MAIL_FROM },
      webhook: { url: hook.ALERT_WEBHOOK_URL, secret: hook.ALERT_WEBHOOK_SECRET },
    });
  });

  it('names what is missing and what is wrong, all at once', () => {
    const env = {
      SMTP_URL: 'smtp://127.0.0.1',
      ALERT_WEBHOOK_URL: 'https://alarm.example.go.id',
      SIGAP_QUIET_HOURS: '21-06',
    };
    expect(folder.faulty(env).sort()).toEqual(['ALERT_WEBHOOK_SECRET', 'MAIL_FROM', 'SIGAP_QUIET_HOURS']);
    expect(folder.faulty({ MAIL_FROM: 'Sigap' })[0]).toBe('MAIL_FROM');
    expect(folder.faulty({ MAIL_FROM: 'a@b.id\nBcc: c@d.id' })[0]).toBe('MAIL_FROM');
    expect(folder.faulty({ SMTP_URL: 'https://mail.example.go.id' })[0]).toBe('SMTP_URL');
  });
});
