import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openEar, spokenHz } from './lab/ears.ts';
import { type Hotline, openHotline } from './lab/hotline.ts';
import { look } from './lab/look.ts';
import { until } from './lab/processes.ts';

/** Nobody waits longer than fifteen seconds. */
const services = `bases:
  - { id: public-service, version: "1", kind: public_task, text: { id: Untuk layanan publik., en: For a public service. } }
services:
  - { id: hotline, name: { id: Hotline, en: Hotline }, channel: phone, sop: surabaya, hours: hotline-24h, basis: public-service, overflow: { after: 15, to: voicemail } }
`;
const pictures = join(import.meta.dirname, '.run/screens');

/** Real Asterisk, agents who rest, one citizen who speaks after the tone, and one who says nothing. */
describe('callers who have waited long enough leave a message', () => {
  let hotline: Hotline;
  beforeAll(async () => {
    await mkdir(pictures, { recursive: true });
    hotline = await openHotline({ services });
  });
  afterAll(() => hotline?.close());

  it('which lies with their voice in the inbox, also when Sigap was down; of silence none is kept, and nobody is lost', async () => {
    const { lab, product, sari, budi } = hotline;
    await Promise.all([hotline.rest(sari), hotline.rest(budi)]);
    const [voice, silence] = [await openEar('127.0.0.2', true), await openEar('127.0.0.2')];
    const speaks = await lab.call('patient', { ani: '081234567890', mediaPort: voice.port });
    await lab.call('patient', { ani: '081234567891', mediaPort: silence.port });
    const folder = lab.settings.recordings;
    await until('both are recorded', async () => (await readdir(folder)).length === 2, 40_000);
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    await product.kill();
    await speaks.hangup();
    await product.start(lab);
    // The other one is thanked after six seconds of silence.
    await until('both are taken over', async () => (await readdir(folder)).length === 0, 40_000);
    expect(await product.query('SELECT outcome FROM call')).toEqual(Array(2).fill({ outcome: 'voicemail' }));
    const kept = await product.query<{ id: string }>(
      "SELECT c.id FROM recording r JOIN case_file c ON c.call_id = r.call_id WHERE r.kind = 'message'",
    );
    const [message, ...more] = kept;
    expect(more).toEqual([]);
    expect(await product.query('SELECT 1 FROM case_file')).toHaveLength(2);
    expect(await product.query('SELECT outcome FROM missed_caller')).toEqual(Array(2).fill({ outcome: null }));

    await sari.press('nav-inbox');
    await sari.page.locator(`[data-testid=missed-row][data-case-id="${message?.id}"]`).click();
    const asked = sari.page.waitForRequest((one) => one.url().endsWith('/audio'));
    await sari.press('voice-message-hear');
    await sari.page.getByTestId('recording-player').waitFor();
    expect((await look(sari.page, pictures, 'voice-message')).faults).toEqual([]);
    // What a player has fetched, a test cannot read; the same once more can be.
    const answer = await sari.page.request.post((await asked).url(), { headers: { 'x-sigap': '1' } });
    const body = (await answer.body()).subarray(44);
    const samples = new Int16Array(body.buffer.slice(body.byteOffset, body.byteOffset + body.length));
    // The note that he sent, and nothing else: so often does it change its sign.
    const second = samples.subarray(8_000, 16_000);
    const turns = second.filter((sample, at) => at > 0 && sample < 0 !== (second[at - 1] ?? 0) < 0).length;
    expect(samples.length).toBeGreaterThan(20_000);
    expect(Math.abs(turns - 2 * spokenHz)).toBeLessThan(20);
    expect(
      await product.query("SELECT count(*)::int AS heard FROM audit_entry WHERE action = 'listen.message'"),
    ).toEqual([{ heard: 2 }]);
    await Promise.all([voice.close(), silence.close()]);
  }, 120_000);
});
