/** How far a version of a procedure has come. Once published it never changes; retired, it takes no new cases. */
export type SopVersionStatus = 'draft' | 'published' | 'retired';

/** The life of a version. Moments are epoch ms. */
export interface VersionLife {
  readonly id: string;
  readonly version: string;
  readonly status: SopVersionStatus;
  readonly publishedAt: number | null;
  /** New cases run under it from then on; null: since there were cases, if it is published at all. */
  readonly inForceFrom: number | null;
}

/** What a person is told of a version: `waiting` for its day, `replaced` by a later one. */
export type VersionPhase = 'draft' | 'waiting' | 'in-force' | 'replaced' | 'retired';

/**
 * The version under which a case begins at a moment: of those published, the one that came into force last.
 * @returns null when none is in force.
 */
export function inForceAt<V extends VersionLife>(versions: readonly V[], sopId: string, at: number): V | null {
  let found: V | null = null;
  for (const version of versions) {
    if (version.id !== sopId || version.status !== 'published' || from(version) > at) continue;
    if (found === null || later(version, found)) found = version;
  }
  return found;
}

/** @param versions all of the procedure. */
export function phaseOf(version: VersionLife, versions: readonly VersionLife[], at: number): VersionPhase {
  if (version.status !== 'published') return version.status;
  if (from(version) > at) return 'waiting';
  return inForceAt(versions, version.id, at)?.version === version.version ? 'in-force' : 'replaced';
}

/**
 * As {@link inForceAt}; when none is in force yet, the one that will be soonest. A clock that is behind, or was set
 * back, must not leave a new case without a procedure.
 */
export function versionAt<V extends VersionLife>(versions: readonly V[], sopId: string, at: number): V | null {
  const published = versions.filter(({ id, status }) => id === sopId && status === 'published');
  const soonest = published.reduce<V | null>((a, b) => (a === null || from(b) < from(a) ? b : a), null);
  return inForceAt(versions, sopId, at) ?? soonest;
}

const from = ({ inForceFrom }: VersionLife): number => inForceFrom ?? Number.NEGATIVE_INFINITY;

const later = (a: VersionLife, b: VersionLife): boolean =>
  from(a) === from(b) ? (a.publishedAt ?? 0) > (b.publishedAt ?? 0) : from(a) > from(b);
