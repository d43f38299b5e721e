import { readFileSync } from 'node:fs';
import { openProcedureOffice, type ProcedureOffice } from './procedure-office.ts';

const fixture = (name: string) => readFileSync(new URL(`../fixtures/sops/own/${name}`, import.meta.url), 'utf8');
/** A village's water utility, with fields and a catalogue that no shipped procedure has. */
export const ownText = fixture('tirta-desa.yaml');
const idIn = (text: string) => /^id: (.*)$/m.exec(text)?.[1] ?? '';

/**
 * An office that wrote the procedure itself: published over REST as an administrator does, then given its doors.
 * @param text the file, under whatever name
 * @param consoleDir the built console, where it is worked in with a browser
 */
export async function foundOwnOffice(text: string, consoleDir?: string): Promise<ProcedureOffice> {
  const office = await openProcedureOffice({ stands: true, ...(consoleDir !== undefined && { consoleDir }) });
  const admin = office.client('admin');
  const sopId = idIn(text);
  const { version } = await admin.do('saveSop', { body: { source: text } });
  await admin.do('publishSop', { params: { sopId, version }, body: {} });
  office.server.clock.move(5_000);
  await office.restart(ownParts(sopId));
  return office;
}

/** Its catalogue and its doors, for a restart. */
export const ownParts = (sopId: string) => {
  const rest = `sop: ${sopId}, hours: office, catalogue: village-water`;
  return {
    files: { 'catalogues/village-water.yaml': fixture('village-water.yaml') },
    doors: [
      `{ id: well, name: { id: Kantor air, en: Water office }, channel: walk_in, addresses: [tirta], ${rest} }`,
      `{ id: water, name: { id: Telepon air, en: Water telephone }, channel: phone, addresses: ['150777'], ${rest} }`,
    ],
  };
};
