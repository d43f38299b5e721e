import { callBackStep } from '../call/missed.ts';
import type { SopDefinition } from '../sop/definition.ts';
import type { Bilingual, SopActor } from '../sop/terms.ts';
import { stepOf } from '../sop/thresholds.ts';

/** What somebody is late with, or nearly. */
export interface LateWork {
  /** 0: it has none. */
  readonly number: number;
  readonly name: Bilingual;
  readonly actor: SopActor;
}

const callBack: LateWork = {
  number: 0,
  name: { id: 'Menelepon kembali penelepon yang tidak terjawab', en: 'Call a missed caller back' },
  actor: 'agent',
};

/** What an alert is about: a step of a procedure, or what is owed beside all of them. */
export const lateWork = (sop: SopDefinition, step: string): LateWork =>
  step === callBackStep ? callBack : stepOf(sop, step);
