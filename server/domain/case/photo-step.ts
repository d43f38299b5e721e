import type { FileKind } from '../files/kinds.ts';
import type { SopDefinition } from '../sop/definition.ts';
import { stepOf } from '../sop/thresholds.ts';
import type { CaseState } from './case.ts';

/** The event by which a procedure knows that its photo has come. */
export const photoEvent = 'photo.received';

/** Whether a file that came is what a running step of the case waits for: a photo, and not somebody's word of one. Pure. */
export const endsPhotoStep = (sop: SopDefinition, state: CaseState, kind: FileKind): boolean =>
  kind === 'picture' &&
  state.sop.runs.some(({ step, verdict }) => verdict === 'running' && stepOf(sop, step).ends.includes(photoEvent));
