import type { MediaFetched } from '../../../telephony/messaging/media.ts';
import { addFile } from '../../support/files.ts';
import { type MessageOffice, openMessageOffice, siti } from '../../support/message-office.ts';
import { inPieces, photo, refusedFiles } from '../../support/sample-files.ts';
import { until } from '../../support/until.ts';

let office: MessageOffice;
let fetched: string[];
let answer: (url: string) => Promise<MediaFetched>;
beforeEach(async () => {
  office = await openMessageOffice();
  fetched = [];
  const image = await photo();
  answer = async () => ({ ok: true, body: inPieces(image) });
  Object.assign(office.wa, {
    media: (url: string) => {
      fetched.push(url);
      return answer(url);
    },
  });
});
afterEach(() => office.close());

const media = (...urls: string[]) => urls.map((url) => ({ url, contentType: 'image/jpeg' }));
const filesOf = async (caseId: string) => (await office.sari.do('caseFiles', { params: { caseId } })).files;
/** Siti writes with pictures; the case, and its files when each is settled. */
async function written(text: string, ...urls: string[]) {
  await office.wa.receive(text, siti, { media: media(...urls) });
  const caseId = await office.newest();
  await until('all are settled', async () => (await filesOf(caseId)).every(({ state }) => state !== 'waiting'));
  return { caseId, files: await filesOf(caseId) };
}

describe('pictures with a message', () => {
  it('are fetched by us, kept with the case, and told with the message', async () => {
    const { caseId, files } = await written('Pipa bocor', 'https://wa.example/1', 'https://wa.example/2');
    expect(files.map(({ state, kind, source, name }) => ({ state, kind, source, name }))).toEqual(
      Array(2).fill({ state: 'kept', kind: 'picture', source: 'message', name: 'picture.jpg' }),
    );
    expect(fetched.sort()).toEqual(['https://wa.example/1', 'https://wa.example/2']);
    const { messages } = await office.conversation(caseId);
    expect(messages[0]?.media).toBe(2);
    const [stored] = await office.server.sql<{ text: string }>('SELECT to_jsonb(file)::text AS text FROM file LIMIT 1');
    expect(stored?.text).not.toContain('wa.example');
  });

  it('are fetched again when the gateway was away, and not when they are gone, refused or nothing we take', async () => {
    let tries = 0;
    const html = refusedFiles['a page'] as Buffer;
    answer = async (url) => {
      if (url.endsWith('gone')) return { ok: false, kind: 'gone', reason: 'it answered 404' };
      if (url.endsWith('evil')) return { ok: false, kind: 'refused', reason: 'a host that is none of theirs' };
      if (url.endsWith('page')) return { ok: true, body: inPieces(html) };
      tries += 1;
      return tries === 1
        ? { ok: false, kind: 'away', reason: 'it answered 500' }
        : { ok: true, body: inPieces(await photo()) };
    };
    await office.wa.receive('Pipa bocor', siti, {
      media: media(...['away', 'gone', 'evil', 'page'].map((one) => `https://wa.example/${one}`)),
    });
    const caseId = await office.newest();
    await until(
      'three are refused',
      async () => (await filesOf(caseId)).filter(({ state }) => state === 'refused').length === 3,
    );
    await until('one is tried again later', async () =>
      (await filesOf(caseId)).some(({ fault }) => fault === 'media_away'),
    );
    await office.server.sql("UPDATE file SET next_try_at = now() WHERE state = 'waiting'");
    await until('it is there', async () => (await filesOf(caseId)).some(({ state }) => state === 'kept'));
    const faults = (await filesOf(caseId)).map(({ state, fault }) => fault ?? state);
    expect(faults.sort()).toEqual(['file_kind', 'kept', 'media_gone', 'media_refused']);
    expect(await office.stepOf(caseId, 'x')).toBeUndefined();
    expect((await office.detail(caseId)).status).toBe('open');
  });

  it('that break off in the midst are fetched anew, and leave nothing half there', async () => {
    const image = await photo(2_000, 2_000);
    let broken = true;
    answer = async () => ({
      ok: true,
      body: (async function* () {
        yield image.subarray(0, 5_000);
        if (broken) throw new Error('the line broke');
        yield image.subarray(5_000);
      })(),
    });
    await office.wa.receive('Pipa bocor', siti, { media: media('https://wa.example/1') });
    const caseId = await office.newest();
    await until('it broke off', async () => (await filesOf(caseId)).some(({ fault }) => fault === 'files_away'));
    broken = false;
    await office.server.sql("UPDATE file SET next_try_at = now() WHERE state = 'waiting'");
    await until('it is there', async () => (await filesOf(caseId)).some(({ state }) => state === 'kept'));
  });
});

describe('a photo that the procedure waits for', () => {
  it('ends its step when it comes, at the moment it came, and a sound does not', async () => {
    const { server, sari } = office;
    await sari.call('setState', { body: { state: 'ready' } });
    const call = server.exchange.caller('081298765432');
    server.exchange.happen(call.arrived(), call.numberTold(), call.queued(), call.offered('101'), call.answered('101'));
    await server.settled();
    const caseId = await office.newest();
    const act = (event: string, fields: Record<string, string>) =>
      sari.call('performAction', { params: { caseId }, body: { event, fields } });
    const asked = await act('photo.needed', { question: 'Mohon kirim foto tiangnya', via: 'call' });
    expect(asked.status).toBe(200);
    const stateOf = async () => (await office.detail(caseId)).runs.find(({ step }) => step === 'photo')?.verdict;
    const before = await office.detail(caseId);
    expect(before.waitsFor.some(({ events }) => events.includes('photo.received'))).toBe(true);
    const ogg = Buffer.concat([Buffer.from('OggS'), Buffer.alloc(24), Buffer.from('\x01vorbis'), Buffer.alloc(5_000)]);
    expect((await addFile(server.url, sari, caseId, 'suara.ogg', ogg)).status).toBe(200);
    expect((await office.detail(caseId)).waitsFor.some(({ events }) => events.includes('photo.received'))).toBe(true);
    expect((await addFile(server.url, sari, caseId, 'tiang.jpg', await photo())).status).toBe(200);
    const after = await office.detail(caseId);
    expect(after.waitsFor.some(({ events }) => events.includes('photo.received'))).toBe(false);
    expect(after.history.map(({ type }) => type).slice(-3)).toEqual([
      'file.received',
      'file.received',
      'photo.received',
    ]);
    expect(await stateOf()).not.toBe('running');
  });

  it('is asked for by SMS, comes with the reply, and its step ends by what came', async () => {
    const { server, sari, sms } = office;
    Object.assign(sms, { media: office.wa.media });
    const call = server.exchange.caller(siti);
    server.exchange.happen(call.arrived(), call.numberTold(), call.queued(), call.offered('101'), call.answered('101'));
    await server.settled();
    const caseId = await office.newest();
    server.exchange.happen(call.ended());
    await server.settled();
    const fields = { question: 'Mohon kirim foto tiangnya', via: 'message' };
    const asked = await sari.call('performAction', { params: { caseId }, body: { event: 'photo.needed', fields } });
    expect(asked.status).toBe(200);
    await until('the question has gone', async () =>
      (await office.detail(caseId)).history.some(({ type }) => type === 'photo.needed'),
    );
    await sms.receive('Ini fotonya', siti, { media: media('https://sms.example/1') });
    await until('the photo is there', async () =>
      (await office.detail(caseId)).history.some(({ type }) => type === 'photo.received'),
    );
    const { history, runs } = await office.detail(caseId);
    expect(history.map(({ type }) => type).slice(-3)).toEqual(['citizen.replied', 'file.received', 'photo.received']);
    expect(runs.find(({ step }) => step === 'photo')?.verdict).toBe('met');
    // It came when the message came, however long it took to fetch.
    expect(history.at(-1)?.at).toBe(history.at(-3)?.at);
  });
});
