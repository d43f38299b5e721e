import { useSyncExternalStore } from 'react';
import type { Role } from '../../../../server/contract/people.ts';

/** A version of a procedure. */
export interface VersionName {
  readonly id: string;
  readonly version: string;
}

/** Where the person is: a page, for tickets perhaps one case, for procedures perhaps one version. */
export type Route =
  | {
      readonly page: 'desk' | 'inbox' | 'report' | 'floor' | 'tickets' | 'audit' | 'privacy';
      readonly caseId?: undefined;
    }
  | { readonly page: 'tickets'; readonly caseId: string }
  | { readonly page: 'sops'; readonly caseId?: undefined; readonly sop: VersionName | null };
export type Page = Route['page'];

const listeners = new Set<() => void>();
const tell = (): void => {
  for (const listener of listeners) listener();
};
window.addEventListener('popstate', tell);

export function goTo(route: Route): void {
  history.pushState(null, '', pathOf(route));
  tell();
}

function pathOf(route: Route): string {
  if (route.page !== 'sops') return route.caseId === undefined ? `/${route.page}` : `/${route.page}/${route.caseId}`;
  const { sop } = route;
  return sop === null ? '/sops' : `/sops/${encodeURIComponent(sop.id)}/${encodeURIComponent(sop.version)}`;
}

/** The page itself, with nothing opened in it. */
export const goToPage = (page: Page): void => goTo(page === 'sops' ? { page, sop: null } : { page });

/** The pages of a role, its first one first. */
export function pagesOf(role: Role, hasPhone: boolean): Page[] {
  switch (role) {
    case 'agent':
      return ['desk', 'inbox', 'report', 'tickets'];
    case 'dispatcher':
      return ['inbox', 'tickets'];
    // These see what waits for them and nothing else.
    case 'official':
    case 'agency':
    case 'secretary':
    case 'information_officer':
    case 'assistant_information_officer':
      return ['inbox'];
    case 'supervisor':
      return hasPhone ? ['floor', 'desk', 'inbox', 'report', 'tickets'] : ['floor', 'inbox', 'report', 'tickets'];
    case 'head':
      return ['floor', 'inbox', 'tickets', 'sops', 'audit', 'privacy'];
    case 'coordinator':
      return ['floor', 'inbox', 'tickets'];
    // Figures, and people's affairs only where a procedure gives them a step.
    case 'analyst':
      return ['floor', 'inbox'];
    case 'admin':
      return ['floor', 'sops', 'audit'];
    case 'privacy_officer':
      return ['privacy'];
  }
}

/** The route in the address, or the first page when it names none that is theirs. */
export function useRoute(pages: readonly Page[]): Route {
  const path = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => location.pathname,
  );
  const [first, second, third] = path.split('/').filter((part) => part !== '');
  const page = pages.find((candidate) => candidate === first) ?? pages[0] ?? 'floor';
  if (page === 'sops') {
    const named = first === page && second !== undefined && third !== undefined;
    return { page, sop: named ? { id: decoded(second), version: decoded(third) } : null };
  }
  return page === 'tickets' && second !== undefined && first === page ? { page, caseId: second } : { page };
}

/** An address that somebody mistyped names a version that is not there. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
