import { readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { type Hotline, openHotline } from './lab/hotline.ts';
import { until } from './lab/processes.ts';

/** Who presses 1 comes to another procedure, who presses 9 hears English. */
const services = `services:
  - id: hotline
    name: { id: Hotline, en: Hotline }
    channel: phone
    sop: surabaya
    hours: hotline-24h
    menu:
      text: { id: "Tekan satu untuk layanan kota, sembilan untuk bahasa Inggris.", en: "Press one for the city, nine for English." }
      keys: { "1": { service: city }, "9": { service: city, language: en } }
  - { id: city, name: { id: Kota, en: City }, channel: phone, sop: depok, hours: hotline-24h, catalogue: city-hotline, addresses: ['1500'] }
`;

interface Row {
  readonly id: string;
  readonly service_id: string;
  readonly sop_id: string;
  readonly outcome: string | null;
  readonly case_id: string;
  readonly dnis: string;
}

describe('callers who choose by a key', () => {
  let hotline: Hotline;
  beforeAll(async () => {
    hotline = await openHotline({ services, menu: true });
    const sounds = join(hotline.lab.settings.callLog, '../../../sounds');
    const script = join(import.meta.dirname, '../../telephony/asterisk/sounds/make-sounds.sh');
    await hotline.lab.exec(script, [sounds, 'hotline', 'Tekan satu.', 'Press one.']);
    await Promise.all([hotline.rest(hotline.sari), hotline.rest(hotline.budi)]);
  }, 240_000);
  afterAll(() => hotline?.close());
  afterEach(() => hotline.clear());

  const a = (name: string, test: () => Promise<void>) => it(name, () => hotline.seen(name, test), 180_000);
  const rows = () =>
    hotline.product.query<Row>(
      `SELECT k.id, c.service_id, c.sop_id, k.outcome, c.id AS case_id, k.state->>'dnis' AS dnis FROM call k
       JOIN case_file c ON c.call_id = k.id ORDER BY k.arrived_at`,
    );
  const next = async (before: number): Promise<Row> => {
    await until('one more', async () => (await rows()).length > before);
    return (await rows()).at(-1) as Row;
  };
  const waits = () =>
    until('he waits', async () => (await hotline.lab.asterisk.cli('queue show hotline')).includes('Callers:'));
  const told = async (caseId: string) => {
    const told = async () => (await hotline.eventTypes(caseId)).includes('call.number_told');
    await until('he has heard his number', told);
  };

  a('come to the service and the procedure of the key, and hear their number as before', async () => {
    const { lab } = hotline;
    await lab.call('patient', { ani: '081234567801', presses: { key: '1', afterMs: 700, times: 4 } });
    await waits();
    const row = await next(0);
    expect([row.service_id, row.sop_id, row.dnis]).toEqual(['city', 'depok', 'hotline*city']);
    await told(row.case_id);
  });

  a('hear English where they chose it', async () => {
    const { lab } = hotline;
    const before = (await rows()).length;
    await lab.call('patient', { ani: '081234567802', presses: { key: '9', afterMs: 700, times: 4 } });
    await waits();
    const row = await next(before);
    expect([row.service_id, row.dnis]).toEqual(['city', 'hotline*city*en']);
    await told(row.case_id);
  });

  a(
    'come where the number leads when they press nothing or a key that is none, and nobody is told of them before',
    async () => {
      const { lab } = hotline;
      const before = (await rows()).length;
      await lab.call('patient', { ani: '081234567803', presses: { key: '5', afterMs: 700, times: 2 } });
      await until('he is asked', async () => (await lab.asterisk.cli('core show channels')).includes('Read'));
      expect(await rows()).toHaveLength(before);
      await waits();
      const row = await next(before);
      expect([row.service_id, row.sop_id, row.dnis]).toEqual(['hotline', 'surabaya', 'hotline']);
      await told(row.case_id);
    },
  );

  a('are not lost when they hang up in it, heard of or read back', async () => {
    const { lab, product } = hotline;
    const before = (await rows()).length;
    const first = await lab.call('patient', { ani: '081234567804' });
    await until('he is asked', async () => (await lab.asterisk.cli('core show channels')).includes('Read'));
    await first.hangup();
    await until('his end', async () => ((await rows())[before]?.outcome ?? null) !== null);
    await lab.clear();
    lab.ami.cut();
    const second = await lab.call('patient', { ani: '081234567805' });
    await until('he is asked', async () => (await lab.asterisk.cli('core show channels')).includes('Read'));
    await second.hangup();
    const logged = async () => (await readFile(lab.asterisk.callLog, 'utf8')).split('081234567805').length > 3;
    await until('it is in the log', logged);
    await lab.ami.restore();
    await until('his end', async () => ((await rows())[before + 1]?.outcome ?? null) !== null, 60_000);
    const both = (await rows()).slice(before);
    expect(both.map(({ service_id: service }) => service)).toEqual(['hotline', 'hotline']);
    expect(
      await product.query('SELECT 1 FROM missed_caller WHERE case_id = ANY($1)', [both.map((one) => one.case_id)]),
    ).toHaveLength(2);
  });

  a(
    'wait for no words that are missing, and whoever operates the system is told so, and that nobody is asked',
    async () => {
      const { lab, product } = hotline;
      const warned = async () => ((await product.ready()).warnings ?? []).join();
      expect(await warned()).not.toMatch(/prompts|asked/);
      const prompts = ['menu-hotline', 'menu-hotline-en'].map((name) =>
        join(lab.settings.callLog, `../../../sounds/${name}.wav`),
      );
      for (const prompt of prompts) await rename(prompt, `${prompt}.away`);
      const before = (await rows()).length;
      const came = Date.now();
      await lab.call('patient', { ani: '081234567807' });
      await waits();
      expect(Date.now() - came).toBeLessThan(4_500);
      expect((await next(before)).dnis).toBe('hotline');
      expect(await warned()).toContain('the prompts sigap/menu-hotline, sigap/menu-hotline-en');
      for (const prompt of prompts) await rename(`${prompt}.away`, prompt);
      await lab.clear();
      const asked = await lab.call('patient', { ani: '081234567808' });
      await until('it is all there', async () => !(await warned()).includes('prompts'));
      await asked.hangup();
      await lab.asterisk.cli('dialplan set global SIGAP_ASKS no');
      lab.ami.cut();
      await until('the cut', async () => !(await product.ready()).exchange);
      await lab.ami.restore();
      await until('the warning', async () => (await warned()).includes('callers of hotline are asked nothing'));
      expect(product.output().split('callers of hotline are asked nothing')).toHaveLength(2);
      await lab.asterisk.cli('dialplan set global SIGAP_ASKS yes');
    },
  );

  a('are let in without being asked while Sigap is away', async () => {
    const { lab, product } = hotline;
    const before = (await rows()).length;
    await product.kill();
    await lab.call('patient', { ani: '081234567806', presses: { key: '1', afterMs: 700, times: 4 } });
    await waits();
    await product.start(lab);
    const row = await next(before);
    expect([row.service_id, row.dnis]).toEqual(['hotline', 'hotline']);
  });
});
