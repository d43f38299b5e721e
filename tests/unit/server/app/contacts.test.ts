import { readContact } from '../../../../server/app/alerts/contacts.ts';
import { maskEmail, parseEmail } from '../../../../server/domain/identity/email.ts';

describe('an e-mail address', () => {
  it.each([
    ['rina@contoh.go.id', 'rina@contoh.go.id'],
    ['  Rina.S+sigap@Contoh.GO.ID ', 'Rina.S+sigap@contoh.go.id'],
    ["o'brien@a-b.co", "o'brien@a-b.co"],
  ])('is read from %j', (text, email) => {
    expect(parseEmail(text)).toBe(email);
  });

  it.each([
    '',
    'rina',
    '@contoh.go.id',
    'rina@',
    'rina@localhost',
    'a@b.id,c@d.id',
    'a@b.id c@d.id',
    'a@b.id\nBcc: c@d.id',
    '"a b"@contoh.id',
    'a..b@contoh.id',
    'a@-contoh.id',
    `${'a'.repeat(65)}@contoh.id`,
    `a@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.${'e'.repeat(60)}.${'f'.repeat(60)}.id`,
  ])('is not read from %j', (text) => {
    expect(parseEmail(text)).toBeNull();
  });

  it('is shown with its first letter and its domain', () => {
    expect(maskEmail('rina@contoh.go.id')).toBe('r***@contoh.go.id');
    expect(maskEmail('rina')).toBe('****');
  });
});

describe('where somebody is told of alerts', () => {
  it('is stored in one form, and shown masked', () => {
    expect(readContact({ mobile: '0812-3456-7890', email: 'Rina@Contoh.go.id', own: ['sms', 'sms'] })).toEqual({
      change: {
        mobile: { value: '+6281234567890', masked: '0812-****-7890' },
        email: { value: 'Rina@contoh.go.id', masked: 'R***@contoh.go.id' },
        own: ['sms'],
      },
    });
  });

  it('stays as it is where nothing is said, and goes where nothing is typed', () => {
    expect(readContact({ mobile: ' ' })).toEqual({ change: { mobile: null } });
  });

  it('names everything that is wrong', () => {
    // A land line takes no SMS.
    expect(readContact({ mobile: '024-3555105', email: 'rina', quiet: '21-6' })).toEqual({
      faults: [
        { field: 'mobile', code: 'mobile_number' },
        { field: 'email', code: 'email_address' },
        { field: 'quiet', code: 'quiet_hours' },
      ],
    });
  });
});
