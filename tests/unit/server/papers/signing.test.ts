import { execFileSync, spawnSync } from 'node:child_process';
import { createHash, type X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import forge from 'node-forge';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { signatureBehind } from '../../../../server/papers/signing/check.ts';
import type { SigningKey } from '../../../../server/papers/signing/cms.ts';
import { openP12 } from '../../../../server/papers/signing/p12.ts';
import { createSigning, withKey } from '../../../../server/papers/signing/signing.ts';
import { makeTestKey } from '../../../../server/papers/signing/test-key.ts';
import { createTypesetter } from '../../../../server/papers/typesetter.ts';

const at = Date.UTC(2026, 10, 23, 2, 0);
/** Of the machine: it knows nothing of us. Where there is none its tests are left out, but never in CI. */
const program = 'openssl';
const withOpenSsl = process.env.CI || spawnSync(program, ['version']).status === 0 ? it : it.skip;
const signer = { personId: 'p', name: 'Siti Uji, S.Sos.', title: 'Camat “Bandungan”', nip: '198001012005012001' };
const key = makeTestKey(at);
const signing = createSigning('test', 'kata', withKey(key));
let paper: Buffer;
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sigap-signed-'));
  const head = { lines: ['Kecamatan Bandungan'], address: null, place: 'Bandungan', unit: 'KEC-BDG' };
  const rows = Array.from({ length: 60 }, (_, row) => [String(row)]);
  const data = { head, title: 'Buku', period: 'November', date: '1', columns: [{ label: 'No.', width: 1 }], rows };
  const made = createTypesetter()({ template: 'register', at, data });
  if (!made.ok) throw new Error(JSON.stringify(made));
  paper = Buffer.from(made.bytes);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const openssl = (args: readonly string[]): string => execFileSync(program, args, { encoding: 'utf8', stdio: 'pipe' });
const signed = async (pdf: Uint8Array, by = signing): Promise<Buffer> => {
  const done = await by.sign({ pdf, signer, at });
  if (!done.ok) throw new Error(done.reason);
  return Buffer.from(done.pdf);
};
/** The last signature of a file, and what it is of. */
const lastOf = (pdf: Buffer) => {
  const ranges = [...pdf.toString('latin1').matchAll(/\/ByteRange \[0 (\d+) (\d+) (\d+)\]/g)].at(-1);
  const [from = 0, until = 0, rest = 0] = (ranges ?? []).slice(1).map(Number);
  const cms = Buffer.from(pdf.toString('latin1', from + 1, until - 1), 'hex');
  return { cms, of: Buffer.concat([pdf.subarray(0, from), pdf.subarray(until, until + rest)]), from, until };
};
/** What OpenSSL says of it: it knows nothing of us. @throws where it is no valid signature */
function opensslVerifies(pdf: Buffer, certificate: X509Certificate): string {
  const { cms, of } = lastOf(pdf);
  const file = (name: string, content: Buffer | string) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const [sig, content, ca] = [file('sig', cms), file('content', of), file('ca.pem', certificate.toString())];
  const moment = String(at / 1_000);
  const args = [
    '-inform',
    'DER',
    '-in',
    sig,
    '-content',
    content,
    '-binary',
    '-cades',
    '-CAfile',
    ca,
    '-purpose',
    'any',
  ];
  openssl(['cms', '-verify', ...args, '-attime', moment, '-out', '/dev/null']);
  return openssl(['cms', '-cmsout', '-print', '-inform', 'DER', '-in', sig]);
}

describe('a certified signature', () => {
  withOpenSsl('is one of PAdES B-B, which OpenSSL verifies, behind exactly the bytes that were seen', async () => {
    const pdf = await signed(paper);
    expect(pdf.subarray(0, paper.length).equals(paper)).toBe(true);
    const told = opensslVerifies(pdf, key.certificates[0] as X509Certificate);
    expect(told).toContain('id-smime-aa-signingCertificateV2');
    // The moment stands in the PDF, as PAdES has it.
    expect(told).not.toContain('signingTime');
    const added = pdf.subarray(paper.length).toString('latin1');
    expect(added).toMatch(/\/SubFilter \/ETSI\.CAdES\.detached/);
    expect(added).toContain('/M (D:20261123020000Z)');
    // Everything is signed but the signature itself.
    const { from, until } = lastOf(pdf);
    expect([pdf[from], pdf[until - 1]]).toEqual([0x3c, 0x3e]);
    expect(Number(/\/ByteRange \[0 \d+ \d+ (\d+)\]/.exec(added)?.[1]) + until).toBe(pdf.length);
  });

  it('leaves a PDF/A: identification and /ID stay, the field has no area and is printed, and a reader finds it', async () => {
    const pdf = await signed(await signed(paper));
    const added = pdf.subarray(paper.length).toString('latin1');
    expect(pdf.toString('latin1')).toMatch(/pdfaid:part>2</);
    expect([...added.matchAll(/trailer\n<< \/Size \d+ \/Root \d+ 0 R \/Info \d+ 0 R \/ID \[/g)]).toHaveLength(2);
    expect([...added.matchAll(/\/F 132 \/Rect \[0 0 0 0\]/g)]).toHaveLength(2);
    expect(added).not.toMatch(/NeedAppearances|XFA|JavaScript/);
    const read = await getDocument({ data: new Uint8Array(pdf), stopAtErrors: true }).promise;
    const fields = (await read.getFieldObjects()) ?? {};
    expect(Object.values(fields).map(([one]) => (one as { type: string }).type)).toEqual(['signature', 'signature']);
    expect(read.numPages).toBeGreaterThan(1);
    await read.destroy();
  });

  withOpenSsl('of a second signer is of all that the first one signed, and both stay valid', async () => {
    const other = makeTestKey(at, 'Penanda tangan kedua');
    const first = await signed(paper);
    const both = await signed(first, createSigning('test', 'kata', withKey(other)));
    expect(both.subarray(0, first.length).equals(first)).toBe(true);
    opensslVerifies(both, other.certificates[0] as X509Certificate);
    opensslVerifies(both.subarray(0, first.length), key.certificates[0] as X509Certificate);
    expect(signatureBehind(first, both)?.subject).toContain('kedua');
  });

  it('with any byte of the paper changed is none', async () => {
    const pdf = await signed(paper);
    expect(signatureBehind(paper, pdf)?.subject).toContain('SERTIFIKAT UJI');
    const { from } = lastOf(pdf);
    const places = [0, 100, paper.length - 1, paper.length + 20, from + 200, pdf.length - 3];
    for (const place of places) {
      const other = Buffer.from(pdf);
      other[place] = (other[place] ?? 0) ^ 1;
      const before = other.subarray(0, paper.length);
      expect([place, signatureBehind(before, other)]).toEqual([place, null]);
    }
    expect(signatureBehind(paper, Buffer.concat([pdf, Buffer.from('\n')]))).toBeNull();
    expect(signatureBehind(Buffer.from('%PDF-1.7 another'), pdf)).toBeNull();
    expect(signatureBehind(paper, paper)).toBeNull();
  });

  it('does not count where a provider hands back something else, one that is over, or nothing', async () => {
    const outcome = async (puts: Parameters<typeof createSigning>[2], when = at) => {
      const done = await createSigning('p', 'kata', puts).sign({ pdf: paper, signer, at: when });
      return done.ok ? 'signed' : done.why;
    };
    expect(await outcome(async () => paper)).toBe('unfit');
    const changed = async (asked: Parameters<typeof signing.sign>[0]) => {
      const pdf = Buffer.from(await withKey(key)(asked));
      pdf.write('%PDF-1.4', 'latin1');
      return pdf;
    };
    expect(await outcome(changed)).toBe('unfit');
    expect(await outcome(withKey(key), at + 400 * 86_400_000)).toBe('unfit');
    expect(await outcome(() => Promise.reject(new Error('passphrase of Siti')))).toBe('away');
    expect(await outcome(({ pdf, ...rest }) => withKey(key)({ ...rest, pdf: pdf.subarray(0, 500) }))).toBe('away');
  });
});

describe('a p12 file', () => {
  const password = 'sandi-p12-untuk-uji';
  const p12Of = ({ key: own, certificates }: SigningKey) => {
    const pem = own.export({ type: 'pkcs8', format: 'pem' }).toString();
    const chain = certificates.map((one) => forge.pki.certificateFromPem(one.toString()));
    const made = forge.pkcs12.toPkcs12Asn1(forge.pki.privateKeyFromPem(pem), chain, password, { algorithm: 'aes256' });
    return Buffer.from(forge.asn1.toDer(made).getBytes(), 'latin1');
  };

  withOpenSsl('gives its key, and signs with it', async () => {
    const opened = openP12(p12Of(key), password);
    expect(opened.certificates[0]?.fingerprint256).toBe(key.certificates[0]?.fingerprint256);
    opensslVerifies(
      await signed(paper, createSigning('p12', 'kata', withKey(opened))),
      key.certificates[0] as X509Certificate,
    );
  });

  withOpenSsl.each(['rsa:2048', 'ec'])('as OpenSSL makes it, %s, is opened too', async (kind) => {
    const at = (name: string) => join(folder, `${kind.slice(0, 2)}-${name}`);
    const curve = kind === 'ec' ? ['-pkeyopt', 'ec_paramgen_curve:P-256'] : [];
    const out = ['-keyout', at('key.pem'), '-out', at('cert.pem'), '-subj', '/CN=Kantor', '-days', '3650', '-nodes'];
    openssl(['req', '-x509', '-newkey', kind, ...curve, ...out]);
    const into = ['-inkey', at('key.pem'), '-in', at('cert.pem'), '-passout', `pass:${password}`, '-out', at('p12')];
    openssl(['pkcs12', '-export', ...into]);
    const opened = openP12(readFileSync(at('p12')), password);
    const now = Date.parse(opened.certificates[0]?.validFrom ?? '') + 60_000;
    const done = await createSigning('p12', 'kata', withKey(opened)).sign({ pdf: paper, signer, at: now });
    expect(done).toMatchObject({ ok: true, certificate: expect.stringContaining('CN=Kantor') });
  });

  it('with another password, or of something else, is refused without a word of what is in it', () => {
    const refusalOf = (file: Uint8Array, word: string) => {
      try {
        openP12(file, word);
      } catch (error) {
        return String(error);
      }
      return 'opened';
    };
    for (const told of [refusalOf(p12Of(key), 'sandi-lain'), refusalOf(createHash('sha256').digest(), password)]) {
      expect(told).toContain('no p12 file');
      expect(told).not.toContain('sandi');
    }
  });
});
