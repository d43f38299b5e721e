import type { Words } from '../../domain/shared/words.ts';
import type { Holder } from '../../store/lease.ts';
import { about, type Finding, words } from './finding.ts';

/** A way to something else that the settings name. */
export interface Way {
  readonly part: Words;
  /** Host and port, no log-in. */
  readonly where: string;
  /** Null: it can be used. */
  readonly code: string | null;
  /** What to look at where it cannot. */
  readonly remedy: Words;
  /** Without it nobody works, or nothing is taken: a fault, and else a warning. */
  readonly vital: boolean;
}

export function judgeWay({ part, where, code, remedy, vital }: Way): Finding {
  const say = about(part);
  if (code === null) return say.ok(where, where);
  const said = words(`${where} tidak dapat dipakai (${code})`, `${where} cannot be used (${code})`);
  return vital ? say.fault(said, remedy) : say.warning(said, remedy);
}

export interface PublicFacts {
  readonly url: string;
  readonly code: string | null;
  /** Epoch ms, of its certificate. */
  readonly until: number | null;
  /** What `/healthz` answers there; null: nothing. */
  readonly status: number | null;
}

const dayMs = 24 * 60 * 60_000;

/** The address that people use. @param running whether a server works now */
export function judgePublic({ url, code, until, status }: PublicFacts, running: boolean, now: number): Finding {
  const say = about(words('Alamat umum', 'Public address'));
  const proxy = words(
    'Periksa DNS, sertifikat dan proksi di depan Sigap (deploy/container/Caddyfile adalah contohnya).',
    'Check DNS, the certificate and the proxy before Sigap (deploy/container/Caddyfile is an example).',
  );
  if (code !== null) return say.fault(words(`${url}: ${code}`, `${url}: ${code}`), proxy);
  if (running && status !== 200)
    return say.fault(
      words(
        `${url} tidak sampai ke server (${status ?? '-'})`,
        `${url} does not lead to the server (${status ?? '-'})`,
      ),
      proxy,
    );
  const days = until === null ? null : Math.floor((until - now) / dayMs);
  if (days !== null && days < 14)
    return say.warning(
      words(`sertifikatnya habis dalam ${days} hari`, `its certificate ends in ${days} days`),
      words('Perbarui sertifikat; periksa pembaruan otomatisnya.', 'Renew it; see why it does not renew itself.'),
    );
  return say.ok(url, url);
}

/**
 * Whether the office's server works now.
 * @param holder by the lease of the database; null: none
 * @param ready what its `/readyz` told, where it is on this machine and answers
 */
export function judgeServer(holder: Holder | null, ready: { status: number; body: unknown } | null): Finding[] {
  const say = about(words('Server', 'Server'));
  if (holder === null) return [say.unseen('tidak ada yang menyala', 'none runs now')];
  const where = `${holder.host}, pid ${holder.pid}`;
  if (ready === null) return [say.ok(`menyala (${where})`, `runs (${where})`)];
  const body = (ready.body ?? {}) as { readonly gateways?: Record<string, boolean>; readonly warnings?: string[] };
  const away = Object.entries(body as Record<string, unknown>)
    .filter(([, works]) => works === false)
    .map(([name]) => name);
  const silent = Object.entries(body.gateways ?? {}).filter(([, works]) => !works);
  const log = words('Baca lognya: journalctl -u sigap.', 'Read its log: journalctl -u sigap.');
  return [
    away.length > 0 || ready.status !== 200
      ? say.fault(
          words(`menyala (${where}), tanpa ${away.join(', ')}`, `runs (${where}), without ${away.join(', ')}`),
          log,
        )
      : say.ok(`menyala (${where}) dan siap`, `runs (${where}) and is ready`),
    ...silent.map(([name]) =>
      say.warning(words(`gateway ${name} tidak menjawab`, `the gateway ${name} does not answer`), log),
    ),
    ...(body.warnings ?? []).map((text) => say.warning(words(text, text), log)),
  ];
}
