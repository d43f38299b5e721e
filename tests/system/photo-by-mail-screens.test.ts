import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { MailCursor } from '../../telephony/messaging/email/box.ts';
import { createEmailGateway } from '../../telephony/messaging/email/gateway.ts';
import type { MailReader } from '../../telephony/messaging/email/mail.ts';
import { filesIn, readMail } from '../../telephony/messaging/email/read.ts';
import type { Client } from '../support/client.ts';
import { createFakeGateway, type FakeGateway } from '../support/fake-gateway.ts';
import { paperOffice } from '../support/paper-files.ts';
import { photo } from '../support/sample-files.ts';
import { people } from '../support/server-people.ts';
import { answeredCall, type QueuedCall } from '../support/server-scenario.ts';
import { until } from '../support/until.ts';
import { budi, type LabMail, officeAddress, startMail } from './lab/mail.ts';
import { decide, happened, lookedAt, paperOf, saidIn, squeezed, taken } from './lab/papers.ts';
import { type ScreensOffice, startScreensOffice } from './lab/screens-office.ts';

const services = `services:
  - { id: hotline, name: { id: Hotline, en: Hotline }, channel: phone, sop: depok, hours: hotline-24h }
  - { id: sms, name: { id: SMS, en: SMS }, channel: sms, sop: semarang, hours: hotline-24h, gateway: sms, addresses: ['08111631500'] }
  - { id: email, name: { id: Surel, en: E-mail }, channel: email, sop: online, hours: hotline-24h, gateway: email, addresses: [${officeAddress}] }
`;

/** In this thread: the one of its own has a test of its own. */
const reader: MailReader = {
  mail: async (raw) => ({ ok: true, read: await readMail(raw) }),
  files: async (raw) => ({ ok: true, read: await filesIn(raw) }),
};

/** What comes into the office's box of a real Dovecot, as a server takes it out. */
function mailGateway({ imapUrl, smtpUrl }: LabMail) {
  const read = new Map<string, MailCursor>();
  return createEmailGateway({
    ...{ name: 'email', addresses: [officeAddress], boxes: [{ url: imapUrl, address: officeAddress }], smtpUrl },
    ...{ officeName: 'Kota Depok', reader, handled: { as: 'seen' }, perSecond: 10, mostBytes: 10_000_000 },
    cursors: {
      read: async (box) => read.get(box) ?? null,
      write: async (box, cursor) => void read.set(box, cursor),
    },
    ...{ now: Date.now, log: { warn: () => {} } },
  });
}

describe('Depok: a caller is asked for a photo, which comes by e-mail and is in the print-out', () => {
  let mail: LabMail;
  let dataDir: string;
  let office: ScreensOffice;
  let sms: FakeGateway;
  let sari: Client;
  let page: Page;
  let call: QueuedCall;
  /** Of the photo as it is kept; a dossier prints so much of it. */
  let digest: string;

  beforeAll(async () => {
    mail = await startMail();
    dataDir = await mkdtemp(join(tmpdir(), 'sigap-photo-screens-'));
    await mkdir(join(dataDir, 'papers'));
    await writeFile(join(dataDir, 'services.yaml'), services);
    await writeFile(join(dataDir, 'papers/office.yaml'), paperOffice());
    sms = createFakeGateway({ now: Date.now });
    const email = mailGateway(mail);
    office = await startScreensOffice({ dataDir, gateways: [sms, email], env: { FILES_RESERVE_MB: '1' } });
    await until('the box is looked into', () => email.status().connected, 60_000);
    sari = await office.server.logIn('sari');
    page = await office.open('sari');
  });
  afterAll(async () => {
    await office?.stop();
    await mail?.stop();
    await rm(dataDir, { recursive: true });
  });

  const toTicket = () => page.goto(`${office.server.url}/tickets/${call.caseId}`);

  it('is told the address and the number on the telephone, and the clock stands when it is over', async () => {
    call = await answeredCall(office.server, sari, await sari.desk(), '081234567890');
    await page.locator(`[data-testid=case][data-case-id="${call.caseId}"]`).waitFor();
    await decide(page, 'intake.saved', {
      ...{ callerName: 'Siti Aminah', address: 'Depok', complaint: 'Tiang listrik di depan rumah miring.' },
    });
    await page.getByTestId('choose-photo.needed').click();
    const question = page.getByTestId('action-photo.needed').getByTestId('field-question');
    await question.waitFor();
    expect(await question.inputValue()).toContain(`dengan nomor tiket ${call.ticketNumber} pada judulnya`);
    await decide(page, 'photo.needed', { via: 'call' });
    await decide(page, 'solution.not_found');
    office.server.exchange.happen(call.ended());
    await toTicket();
    await happened(page, 'photo.needed');
    await page.getByTestId('work-photo').getByText('menunggu pelapor').waitFor();
    expect(sms.sent).toEqual([]);
  });

  it('lands in the case by the number, ends the step, and is looked at there', async () => {
    await mail.send({
      ...{ subject: `Foto tiang, ${call.ticketNumber}`, text: 'Ini fotonya, difoto tadi pagi.' },
      attachments: [{ filename: 'tiang.jpg', content: await photo(1_200, 900) }],
    });
    await happened(page, 'photo.received');
    await page.locator('[data-testid=file][data-state=kept]').waitFor();
    const { bytes } = await lookedAt(page, page.getByTestId('file-look'));
    expect(bytes.subarray(0, 2).toString('hex')).toBe('ffd8');
    digest = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
    // Where it was taken is nobody's business.
    expect(bytes.includes('Telepon Siti')).toBe(false);
    await page.getByTestId('message').getByText('Ini fotonya, difoto tadi pagi.').waitFor();
  });

  it('is printed with the answer of the agency, as the dossier of the case and as a print-out', async () => {
    await decide(page, 'search.failed');
    await decide(page, 'case.forwarded', { assigneeId: people.lia.id });
    const lia = await office.open('lia');
    await lia.getByTestId('inbox-row').click();
    await lookedAt(lia, lia.getByTestId('file-look'));
    const solution = 'Tiang diluruskan hari ini oleh PLN.';
    await decide(lia, 'solution.given', { solution });
    await decide(page, 'answer.reviewed');

    const dossier = await lookedAt(page, paperOf(page, 'dossier', 'signed').getByTestId('paper-look'));
    const printed = await taken(page, page.getByTestId('case-print'));
    expect(printed.name).toBe(`${call.ticketNumber}.pdf`);
    for (const words of [await saidIn(dossier.bytes), await saidIn(printed.bytes)]) {
      for (const part of [call.ticketNumber, 'Siti Aminah', 'Tiang listrik di depan rumah miring.', solution])
        expect(words).toContain(squeezed(part));
      for (const part of [digest, 'Ini fotonya, difoto tadi pagi.', 'Foto diterima'])
        expect(words).toContain(squeezed(part));
      for (const personal of ['081234567890', budi]) expect(words).not.toContain(personal);
    }

    await decide(page, 'answer.sent', { via: 'message' });
    await page.locator('[data-testid=case][data-status=closed]').waitFor();
    expect(sms.lastTo('+6281234567890')?.text).toContain(solution);
  });
});
