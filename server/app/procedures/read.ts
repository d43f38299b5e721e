import { type Fault, FileFault } from '../../domain/shared/file-fault.ts';
import { readYaml } from '../../domain/shared/located-yaml.ts';
import type { SopDefinition } from '../../domain/sop/definition.ts';
import { parseSop } from '../../domain/sop/parse.ts';

export interface SopReading {
  readonly sop: SopDefinition | null;
  readonly faults: readonly Fault[];
  /** Where the text names its version; null: it has faults. */
  readonly versionLine: number | null;
}

/** Reads a text that somebody writes; `papers` are the kinds of papers of the office. Its faults name no file. */
export type ReadSop = (source: string, papers?: readonly string[]) => Promise<SopReading>;

/** A text of 60 kB holds whoever reads it for up to a second: a server reads elsewhere than in its own loop. Pure. */
export function readSop(source: string, papers?: readonly string[]): SopReading {
  try {
    const sop = parseSop(source, undefined, papers);
    return { sop, faults: [], versionLine: readYaml(source, sop.id).lineOf(['version']) };
  } catch (error) {
    if (error instanceof FileFault) return { sop: null, faults: error.faults, versionLine: null };
    throw error;
  }
}
