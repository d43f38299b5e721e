import type { WrittenFields } from '../../server/contract/actions.ts';
import type { CasePapers, PaperCard } from '../../server/contract/papers.ts';
import { papersFor } from '../../server/domain/case/step-papers.ts';
import type { StepPaper } from '../../server/domain/sop/step-definition.ts';
import { readShippedKinds } from '../../server/wiring/paper-files.ts';
import type { Client } from './client.ts';
import { addFile } from './files.ts';
import type { ProcedureOffice } from './procedure-office.ts';
import { photo } from './sample-files.ts';
import { password, type people, type Username } from './server-people.ts';

/** Kinds that somebody signs; the others are made with the form of the step. */
const signed: ReadonlySet<string> = new Set(
  readShippedKinds().flatMap(({ kind }) => (kind && kind.signers.length > 0 ? [kind.id] : [])),
);

/** The papers by which this happens in the case, told in this way. */
async function papersOwed(
  { server }: ProcedureOffice,
  caseId: string,
  event: string,
  via: string | undefined,
): Promise<readonly StepPaper[]> {
  const [row] = await server.sql<{ sop_id: string; sop_version: string }>(
    'SELECT sop_id, sop_version FROM case_file WHERE id = $1',
    [caseId],
  );
  const sop = server.core.sops.get(row?.sop_id ?? '', row?.sop_version ?? '');
  return sop.steps.flatMap((step) => papersFor(step, event, via));
}

/**
 * Brings about what happens by papers that somebody signs, as people do: each is written, made, signed by those whom it names,
 * and sent with a picture of its receipt, as far as the step asks for it; one that is there already is signed or given back.
 * @param who it is offered to
 * @returns false: it happens by no such paper, and nothing was done
 */
export async function throughPapers(
  office: ProcedureOffice,
  who: Username,
  caseId: string,
  event: string,
  fields: WrittenFields = {},
): Promise<boolean> {
  const owed = (await papersOwed(office, caseId, event, fields.via)).filter(
    ({ paper, at }) => signed.has(paper) && at !== 'made',
  );
  for (const { paper, at } of owed) {
    const made =
      (await waitingPaper(office, who, caseId, paper)) ?? (await madePaper(office, who, caseId, paper, fields));
    if (at === 'returned') await givenBack(office, made, fields.reason ?? 'Angkanya belum lengkap');
    else await signedByAll(office, made);
    if (at === 'sent') await sentWithProof(office, who, made);
  }
  return owed.length > 0;
}

/** One of the kind that was made before and waits for those who sign; null: there is none. */
async function waitingPaper(office: ProcedureOffice, who: Username, caseId: string, kind: string) {
  const { papers } = await office.client(who).do('casePapers', { params: { caseId } });
  return papers.find((one) => one.kind === kind && one.state === 'made') ?? null;
}

async function givenBack(office: ProcedureOffice, { paperId, signers }: PaperCard, reason: string): Promise<void> {
  const turn = signers.find(({ at }) => at === null);
  await office.client(loginOf(turn?.name ?? '')).do('returnPaper', { params: { paperId }, body: { reason } });
}

async function madePaper(office: ProcedureOffice, who: Username, caseId: string, kind: string, given: WrittenFields) {
  const { kinds }: CasePapers = await office.client(who).do('casePapers', { params: { caseId } });
  const card = kinds.find((one) => one.kind === kind);
  if (!card) throw new Error(`${who} is not offered the paper ${kind}`);
  const fields = Object.fromEntries(
    card.fields.map(({ name, value, label }) => [name, given[name] || value || `${label.id}, seperti diceritakan`]),
  );
  return office.client(who).do('makePaper', { params: { caseId }, body: { kind, fields } });
}

/** The person of the office of the tests whom a signer's name names. */
const loginOf = (name: string) => name.split(' ')[0] as keyof typeof people;

async function signedByAll(office: ProcedureOffice, { paperId, signers, ...made }: PaperCard): Promise<void> {
  // Each signs what the one before has signed, where that stands in the file.
  let { sha256 } = made;
  for (const { name, at } of signers) {
    if (at !== null) continue;
    const client = office.client(loginOf(name));
    await client.do('proveMyself', { body: { password } });
    ({ sha256 } = await client.do('signPaper', { params: { paperId }, body: { sha256: sha256 ?? '' } }));
  }
}

async function sentWithProof(office: ProcedureOffice, who: Username, { paperId, caseId }: PaperCard): Promise<void> {
  const client: Client = office.client(who);
  await addFile(office.server.url, client, caseId, 'tanda terima.jpg', await photo());
  const { files } = await client.do('caseFiles', { params: { caseId } });
  const body = { by: 'receipt', reference: '', fileId: files.at(-1)?.fileId ?? null } as const;
  await client.do('sendPaper', { params: { paperId }, body });
}

/** The case of a letter that came by post, worked on until its sender is to be told by the letter of notice. */
export async function letterToBeTold(office: ProcedureOffice, phone: string | null = null): Promise<string> {
  const caseId = await office.takenDown('letters', { phone });
  const act = async (who: Username, event: string, fields: WrittenFields = {}) => {
    if (await throughPapers(office, who, caseId, event, fields)) return;
    const done = await office.act(who, caseId, event, fields);
    if (done.problem) throw new Error(`${event}: ${JSON.stringify(done.problem)}`);
  };
  await act('sari', 'report.accepted');
  await act('sari', 'intake.saved', { complaint: 'Antrean terlalu lama' });
  await act('wati', 'case.dispatched', { instruction: 'proceed' });
  await act('sinta', 'clarification.saved', { clarification: 'Benar, satu loket' });
  await act('wati', 'action.done', { action: 'Loket ditambah' });
  return caseId;
}

/** Such a case with its letter of notice, signed by all or made alone, and not sent. */
export async function letterSigned(
  office: ProcedureOffice,
  { until = 'signed', phone = null }: { readonly until?: 'made' | 'signed'; readonly phone?: string | null } = {},
): Promise<PaperCard> {
  const caseId = await letterToBeTold(office, phone);
  const made = await madePaper(office, 'sari', caseId, 'notice', { notice: 'Loket ditambah' });
  if (until === 'signed') await signedByAll(office, made);
  const { papers } = await office.client('sari').do('casePapers', { params: { caseId } });
  return papers.find(({ paperId }) => paperId === made.paperId) ?? made;
}

/** Such a case whose sender was told by the letter of notice, sent with its proof: it is to be archived. */
export async function letterToBeArchived(office: ProcedureOffice): Promise<string> {
  const caseId = await letterToBeTold(office);
  await throughPapers(office, 'sari', caseId, 'answer.sent', { notice: 'Loket ditambah', via: 'letter' });
  return caseId;
}
