import { createArchive } from '../app/archive/archive.ts';
import { createBundleCase } from '../app/archive/bundle-case.ts';
import { createDestroy } from '../app/archive/destroy.ts';
import { lackingOf } from '../app/archive/gather.ts';
import { createActWithPapers } from '../app/papers/act-with-papers.ts';
import { createCertify } from '../app/papers/certify.ts';
import { createDossierOf } from '../app/papers/dossier.ts';
import { createMailPaper } from '../app/papers/mail-paper.ts';
import { createPaperActs } from '../app/papers/paper-acts.ts';
import { createPapers } from '../app/papers/papers.ts';
import { createRegisters } from '../app/papers/register-book.ts';
import { createSlipOf } from '../app/papers/slip.ts';
import type { SecurityLog } from '../app/people/security-log.ts';
import type { DestructionStore } from '../app/ports/archive.ts';
import type { AuditStore } from '../app/ports/audit.ts';
import type { FigureStore } from '../app/ports/figures.ts';
import type { FileVault, FileWorkshop } from '../app/ports/files.ts';
import type { MakePaper, MakeWorkbook } from '../app/ports/papers.ts';
import type { Clock, Log, Store } from '../app/ports/ports.ts';
import type { CertifiedSigning } from '../app/ports/signing.ts';
import type { Tallies } from '../app/ports/tallies.ts';
import { createOfficeReports } from '../app/reports/office-reports.ts';
import { createSharedAllowance } from '../app/shared/shared-allowance.ts';
import type { Config } from '../config.ts';
import type { Role } from '../contract/people.ts';
import { usualSchedule } from '../domain/archive/schedule.ts';
import type { PaperOffice } from '../domain/papers/office.ts';
import { tar } from '../files/tar.ts';
import { archiveRoutes } from '../http/routes/archive.ts';
import { destructionRoutes } from '../http/routes/destructions.ts';
import { paperRoutes } from '../http/routes/papers.ts';
import { registerRoutes } from '../http/routes/registers.ts';
import { suratAllowance, suratPage } from '../http/surat-page.ts';
import type { People } from '../store/people.ts';
import type { Core } from './core.ts';
import type { OpenedKinds } from './paper-kinds.ts';

export interface PapersWiringDeps {
  readonly config: Config;
  readonly core: Core;
  readonly destructions: DestructionStore;
  readonly store: Store;
  readonly figures: FigureStore;
  readonly people: Pick<People, 'byUsername'>;
  readonly kinds: OpenedKinds;
  readonly vault: FileVault;
  readonly workshop: FileWorkshop;
  readonly makePaper: MakePaper;
  readonly makeWorkbook: MakeWorkbook;
  readonly security: Pick<SecurityLog, 'read'>;
  readonly audit: Pick<AuditStore, 'note'>;
  /** Null: nobody signs by a certificate. */
  readonly signing: CertifiedSigning | null;
  readonly tallies: Tallies;
  readonly clock: Clock;
  readonly log: Log;
}

/** Papers of cases, and the page on which anybody finds out whether one is the office's. */
export function createPaperWiring(deps: PapersWiringDeps) {
  const { config, core, store, kinds, vault, workshop, clock } = deps;
  const { sops, actions, access, directory } = core;
  const { reachOf } = core.messages;
  const zone = config.office.timeZone;
  const { inTheOpen } = core.words;
  const dossierOf = createDossierOf({ store, sops, directory, zone, inTheOpen });
  const publicUrl = config.http.publicUrl ?? null;
  const papers = createPapers({
    dossierOf,
    slipOf: createSlipOf({ store, sops, zone, publicUrl }),
    reports: createOfficeReports({ figures: deps.figures, store, sops, kinds, zone }),
    ...{ store, vault, workshop, sops, kinds, actions, reachOf, clock, zone, makePaper: deps.makePaper },
    signing: deps.signing,
    named: { name: config.office.name, code: config.office.code },
    publicUrl,
    personOf: async (login) => (await deps.people.byUsername(login))?.id ?? null,
  });
  const acts = createPaperActs({
    ...{ store, sops, actions, reachOf, directory, clock },
    certify: createCertify({ store, vault, workshop, signing: deps.signing, clock, log: deps.log }),
  });
  const mailing = createMailPaper({
    ...{ store, vault, acts, directory, log: deps.log },
    ...{ queueToCitizen: core.messages.queueToCitizen, queued: core.messages.queued },
  });
  core.messages.carryPapers(mailing.carrier);
  const acting = createActWithPapers({
    ...{ store, sops, kinds, papers, actions, reachOf, inTheOpen },
  });
  const bundleCase = createBundleCase({
    ...{ store, vault, sops, kinds, papers, dossierOf, directory, clock, zone, acting, actions, reachOf },
    ...{ office: config.office.name, format: tar },
  });
  const destroy = createDestroy({
    ...{ store, vault, workshop, kinds, directory, clock, zone, makePaper: deps.makePaper },
    destructions: deps.destructions,
    named: { name: config.office.name, code: config.office.code },
  });
  const archive = createArchive({ store, access, vault, format: tar, note: deps.audit.note });
  const registers = createRegisters({
    ...{ store, access, sops, kinds, papers, clock, zone, note: deps.audit.note },
    named: { name: config.office.name, code: config.office.code },
  });
  return {
    acting: bundleCase,
    routes: [
      paperRoutes({ store, access, sops, kinds, papers, acts, mailing, workshop, security: deps.security }),
      archiveRoutes({
        ...{ store, access, sops, archive, bundleCase, directory, log: deps.log },
        lackingOf: (caseId) => lackingOf({ store }, caseId),
      }),
      destructionRoutes({ store, destroy, directory, log: deps.log }),
      registerRoutes({ registers, makePaper: deps.makePaper, makeWorkbook: deps.makeWorkbook }),
    ],
    page: suratPage({
      ...{ store, zone },
      allowed: createSharedAllowance({ name: 'surat', ...suratAllowance, tallies: deps.tallies }),
    }),
  };
}

const demo = (login: string, role: Extract<Role, 'head' | 'secretary' | 'official' | 'coordinator'>, more: object) =>
  ({ login, role, as: null, from: null, until: null, ...more }) as PaperOffice['officials'][number];

/** Invented, as the people of the first look at the system are: they sign what is tried out there. */
export const demoOffice: PaperOffice = {
  letterheads: [],
  schedule: usualSchedule,
  officials: [
    demo('kepala', 'head', {
      title: 'Kepala',
      name: 'Ibu Kepala Dinas',
      rank: 'Pembina Tk. I (IV/b)',
      nip: '197001011995012001',
    }),
    demo('sekcam', 'secretary', {
      title: 'Sekretaris',
      name: 'Bu Sekretaris',
      rank: 'Penata Tk. I (III/d)',
      nip: '198001012005012001',
    }),
    demo('pejabat', 'official', {
      title: 'Kepala Seksi Pelayanan',
      name: 'Pak Pejabat',
      rank: 'Penata (III/c)',
      nip: '198501012010011001',
    }),
    demo('koordinator', 'coordinator', {
      title: 'Koordinator Call Center',
      name: 'Pak Koordinator',
      rank: 'Penata Muda (III/a)',
      nip: '199001012015011001',
    }),
  ],
};
