import type { TestDatabase } from '../../support/database.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase, people } from '../../support/server-people.ts';

const rinaMail = 'rina.supervisor@contoh.go.id';
const rinaMobile = '081234567890';
// Never sent to: nothing is told here.
const env = { SMTP_URL: 'smtp://127.0.0.1:9', MAIL_FROM: 'sigap@contoh.go.id', SIGAP_QUIET_HOURS: 'none' };

let database: TestDatabase;
let server: TestServer;

beforeAll(async () => {
  database = await createServerDatabase();
  server = await startTestServer({ databaseUrl: database.url, env });
});
afterAll(async () => {
  await server.stop();
  await database.drop();
});

describe('an address', () => {
  it('is kept sealed, shown masked, and changed with an audit row', async () => {
    const rina = await server.logIn('rina');
    expect(await rina.do('myContact')).toEqual({
      mobileMasked: null,
      emailMasked: null,
      escalations: ['sms', 'whatsapp', 'email'],
      own: [],
      quiet: 'office',
      officeQuiet: 'none',
      available: ['email'],
    });
    const changed = await rina.do('changeMyContact', { body: { mobile: rinaMobile, email: rinaMail, own: ['email'] } });
    expect(changed).toMatchObject({ mobileMasked: '0812-****-7890', emailMasked: 'r***@contoh.go.id', own: ['email'] });
    const admin = await server.logIn('admin');
    const personId = people.rina.id;
    expect(await admin.do('contact', { params: { personId } })).toEqual(changed);
    const after = await admin.do('changeContact', { params: { personId }, body: { mobile: '', quiet: '22:00-05:00' } });
    expect(after).toMatchObject({ mobileMasked: null, emailMasked: 'r***@contoh.go.id', quiet: '22:00-05:00' });
    const audit = await server.sql<{ person_id: string; action: string; subject: string }>(
      "SELECT person_id, action, subject FROM audit_entry WHERE action LIKE 'contact.%' ORDER BY at",
    );
    expect(audit).toEqual([
      { person_id: personId, action: 'contact.changed', subject: personId },
      { person_id: people.admin.id, action: 'contact.changed', subject: personId },
    ]);
    const stored = JSON.stringify(await server.sql('SELECT * FROM person_contact'));
    expect(stored).not.toContain('supervisor@');
    server.log.assertNoPersonalData([rinaMobile]);
  });

  it.each([
    [{ mobile: '024 555 100' }, 'mobile', 'mobile_number'],
    [{ mobile: 'abc' }, 'mobile', 'mobile_number'],
    [{ email: 'rina' }, 'email', 'email_address'],
    [{ email: 'a@b.id, c@d.id' }, 'email', 'email_address'],
    [{ email: 'a@b.id\r\nBcc: c@d.id' }, 'email', 'email_address'],
    [{ quiet: '25:00-06:00' }, 'quiet', 'quiet_hours'],
    [{ quiet: '21:00-21:00' }, 'quiet', 'quiet_hours'],
    [{ own: ['fax'] }, 'own.0', 'invalid'],
  ])('of %j is refused, naming the field', async (body, field, code) => {
    const rina = await server.logIn('rina');
    const answer = await rina.call('changeMyContact', { body: body as never });
    expect(answer.status).toBe(422);
    expect(answer.problem?.errors).toMatchObject([{ field, code }]);
  });
});
