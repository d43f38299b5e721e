import { readFileSync } from 'node:fs';
import { createPublishedProcedures } from '../../app/procedures/published.ts';
import { readSop } from '../../app/procedures/read.ts';
import { createSopVersions, type SopOutcome } from '../../app/procedures/versions.ts';
import { systemClock } from '../../clock.ts';
import { loadConfig } from '../../config.ts';
import { zoneNames, zoneOffsetMs } from '../../domain/calendar/office-day.ts';
import { faultLine } from '../../domain/shared/file-fault.ts';
import { createListStore } from '../../store/lists.ts';
import { createSopVersionStore } from '../../store/sop-versions.ts';
import { paperNames } from '../../wiring/paper-files.ts';
import { readServices } from '../../wiring/services.ts';
import { quiet, withDatabase } from '../with-database.ts';
import { momentText, wallMomentOf } from './moments.ts';

/**
 * Publishes the procedure of a file, as the page of the console does it, in the database of the settings. Servers that
 * run take it up by themselves; running cases keep theirs.
 * @param from such as `2026-12-01 07:30`, by the office's wall; null: at once
 * @returns the exit code; what there is to say has been said
 * @throws when the moment cannot be read
 */
export async function publish(file: string, from: string | null, language: 'id' | 'en'): Promise<number> {
  const config = loadConfig();
  const zone = config.office.timeZone;
  const form = { dated: true, offsetMs: zoneOffsetMs[zone] };
  const moment = from === null ? null : wallMomentOf(from, form.offsetMs);
  const source = readFileSync(file, 'utf8');
  return withDatabase(config, async ({ dataSource }) => {
    const store = createSopVersionStore(dataSource);
    const published = createPublishedProcedures({ store, clock: systemClock, log: quiet });
    await published.refresh();
    const { sops: office, lists } = readServices({ dataDir: config.dataDir, zone, sops: { published } });
    lists.use((await createListStore(dataSource).state()).entries);
    const read = async (text: string) => readSop(text, paperNames(config.dataDir));
    const versions = createSopVersions({ store, published, office, read, clock: systemClock });
    const by = { userId: null, origin: 'command' } as const;
    const saved = await versions.saveDraft(by, source);
    const done = saved.ok ? await versions.publish(by, saved.version.id, saved.version.version, moment) : saved;
    if (!done.ok) {
      for (const line of refusal(done, file, language)) console.error(line);
      return 1;
    }
    const { id, version, inForceFrom } = done.version;
    const at = `${momentText(inForceFrom ?? 0, form)} ${zoneNames[zone]}`;
    console.log(`${id} ${version}: ${language === 'id' ? `berlaku mulai ${at}` : `in force from ${at}`}`);
    if (!office.services.some(({ sopId }) => sopId === id)) console.log(noDoor[language](id));
    return 0;
  });
}

/** What is still to be done before a case can begin under it. */
const noDoor = {
  id: (id: string) =>
    `Belum ada layanan yang memakainya: tulis pintunya di SIGAP_DATA_DIR/services.yaml (sop: ${id}), lalu mulai ulang server.`,
  en: (id: string) =>
    `No service works by it yet: write its door into SIGAP_DATA_DIR/services.yaml (sop: ${id}), then restart the server.`,
};

function refusal(outcome: Exclude<SopOutcome, { ok: true }>, file: string, language: 'id' | 'en'): string[] {
  switch (outcome.kind) {
    case 'faults':
      return outcome.faults.map((fault) => faultLine(fault, file, language));
    case 'in-past':
      return [language === 'id' ? '--from: saat ini sudah lewat' : '--from: this moment is over'];
    case 'rejected':
      return [`${file}: ${outcome.rejection}: ${outcome.why}`];
    case 'not-found':
      return [`${file}: not found`];
  }
}
