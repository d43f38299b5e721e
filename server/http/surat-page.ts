import { type RequestHandler, Router } from 'express';
import { ipKeyGenerator } from 'express-rate-limit';
import type { CasePaper, PaperReads } from '../app/ports/case-papers.ts';
import type { SharedAllowance } from '../app/shared/shared-allowance.ts';
import { momentText, type OfficeZone } from '../domain/calendar/office-day.ts';
import { escaped } from './html.ts';

export interface SuratPageDeps {
  readonly store: Pick<PaperReads, 'paperByCode'>;
  readonly zone: OfficeZone;
  readonly allowed: SharedAllowance;
}

/** A code has 60 bits: nobody finds one by trying, and nobody asks so often without trying. */
export const suratAllowance = { most: 30, perSecond: 120 / 3_600 } as const;

/** Whether a paper is the office's: for whoever holds it and its code. Nothing of whom it is about, or who signed it. */
export function suratPage({ store, zone, allowed }: SuratPageDeps): Router {
  const router = Router();
  const show: RequestHandler = async (request, response) => {
    response.setHeader('content-security-policy', policy);
    response.setHeader('cache-control', 'no-store');
    response.setHeader('x-robots-tag', 'noindex');
    response.type('html');
    const { taken, waitMs } = await allowed.take(ipKeyGenerator(request.ip ?? ''));
    if (!taken) {
      response.setHeader('retry-after', String(Math.ceil(waitMs / 1_000)));
      response
        .status(429)
        .send(page('Terlalu banyak percobaan. Tunggu sebentar.', 'Too many tries. Wait a while.', []));
      return;
    }
    const code = String(request.params.code).toUpperCase();
    const paper = /^[0-9A-Z]{12}$/.test(code) ? await store.paperByCode(code) : null;
    if (!paper || paper.sha256 === null) {
      response.status(404).send(page('Tidak ada surat dengan kode ini.', 'There is no paper with this code.', []));
      return;
    }
    response.send(page(...standing(paper), factsOf(paper, zone)));
  };
  router.get('/surat/:code', show);
  return router;
}

function standing({ state, signers }: CasePaper): readonly [id: string, en: string] {
  const done = signers.filter(({ at }) => at !== null).length;
  if (state === 'void') return ['Surat ini dibatalkan.', 'This paper was made void.'];
  if (state === 'signed' || state === 'sent')
    return ['Surat ini sah: diterbitkan oleh kantor.', 'This paper is valid: it was issued by the office.'];
  return [
    `Surat ini belum sah: baru ${done} dari ${signers.length} paraf dan tanda tangan diberikan.`,
    `This paper is not valid yet: ${done} of ${signers.length} initials and signatures were given.`,
  ];
}

const certified = [
  'Tanda tangan',
  'Signature',
  'dengan sertifikat elektronik, di dalam berkas (PAdES) / by an electronic certificate, in the file',
] as const;

function factsOf({ title, number, office, madeAt, sha256, edition, certifies, state }: CasePaper, zone: OfficeZone) {
  const isSigned = state === 'signed' || state === 'sent';
  return [
    ['Kantor', 'Office', office],
    ['Jenis', 'Kind', `${title.id} / ${title.en}`],
    ['Nomor', 'Number', number ?? '–'],
    ['Tanggal', 'Date', madeAt === null ? '–' : momentText(madeAt, zone)],
    ['Terbitan', 'Edition', String(edition)],
    ['SHA-256', 'SHA-256', sha256 ?? '–'],
    ...(certifies !== null && isSigned ? ([certified] as const) : []),
  ] as const;
}

const policy =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

function page(id: string, en: string, facts: readonly (readonly [id: string, en: string, value: string])[]): string {
  const rows = facts.map(
    ([label, english, value]) =>
      `<dt>${escaped(label)}${label === english ? '' : ` <span lang="en">/ ${escaped(english)}</span>`}</dt><dd>${escaped(value)}</dd>`,
  );
  const list = rows.length === 0 ? '' : `<dl>${rows.join('')}</dl>`;
  return `<!doctype html><html lang="id"><head><meta charset="utf-8"><title>Pemeriksaan surat</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>
body{margin:0;font:1rem/1.5 system-ui,sans-serif;color:#1b2730;background:#f4f6f7}
main{max-width:40rem;margin:0 auto;padding:1.5rem 1rem}h1{font-size:1.3rem}
dl{background:#fff;border:1px solid #cfd8dc;border-radius:.5rem;padding:1rem}dt{color:#4a5963;font-size:.9rem}
dd{margin:0 0 .75rem;overflow-wrap:anywhere}</style></head><body><main><h1>${escaped(id)}</h1><p lang="en">${escaped(en)}</p>${list}
</main></body></html>`;
}
