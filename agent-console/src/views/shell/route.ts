import { useSyncExternalStore } from 'react';
import type { Viewer } from '../../../../server/contract/wallboards.ts';

/** A version of a procedure. */
export interface VersionName {
  readonly id: string;
  readonly version: string;
}

/** Where the person is: a page, for tickets perhaps one case, for procedures perhaps one version. */
export type Route =
  | {
      readonly page:
        | 'desk'
        | 'inbox'
        | 'intake'
        | 'floor'
        | 'tickets'
        | 'audit'
        | 'privacy'
        | 'people'
        | 'accounts'
        | 'wallboards'
        | 'tokens'
        | 'queues'
        | 'calendar'
        | 'catalogues'
        | 'answers'
        | 'figures'
        | 'archive';
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
  history.pushState(null, '', hrefOf(route));
  tell();
}

/** Its address. */
export function hrefOf(route: Route): string {
  if (route.page !== 'sops') return route.caseId === undefined ? `/${route.page}` : `/${route.page}/${route.caseId}`;
  const { sop } = route;
  return sop === null ? '/sops' : `/sops/${encodeURIComponent(sop.id)}/${encodeURIComponent(sop.version)}`;
}

/** The list of tickets with days filled in, `2026-12-31`, both included. */
export const ticketsOf = (from: string, until: string): string =>
  `/tickets?${new URLSearchParams({ from, until }).toString()}`;

/** What {@link ticketsOf} asked for; empty: nothing. */
export function askedDays(): { readonly from: string; readonly until: string } {
  const asked = new URLSearchParams(location.search);
  return { from: asked.get('from') ?? '', until: asked.get('until') ?? '' };
}

export function followHref(href: string): void {
  history.pushState(null, '', href);
  tell();
}

/** The page itself, with nothing opened in it. */
export const goToPage = (page: Page): void => goTo(page === 'sops' ? { page, sop: null } : { page });

/** The pages of a role, its first one first. */
export function pagesOf(role: Viewer['role'], hasPhone: boolean): Page[] {
  switch (role) {
    case 'agent':
      return ['desk', 'inbox', 'intake', 'tickets', 'sops'];
    case 'dispatcher':
      return ['inbox', 'tickets', 'sops'];
    // These see what waits for them, and the procedures in which they have work.
    case 'official':
    case 'agency':
      return ['inbox', 'answers', 'sops'];
    case 'secretary':
      return ['inbox', 'archive', 'sops'];
    case 'information_officer':
    case 'assistant_information_officer':
      return ['inbox', 'sops'];
    case 'supervisor':
      return hasPhone
        ? ['floor', 'desk', 'inbox', 'intake', 'tickets', 'figures', 'answers', 'archive', 'sops']
        : ['floor', 'inbox', 'intake', 'tickets', 'figures', 'answers', 'archive', 'sops'];
    case 'head':
      return ['floor', 'inbox', 'tickets', 'figures', 'answers', 'archive', 'sops', 'audit', 'privacy'];
    case 'coordinator':
      return ['floor', 'inbox', 'tickets', 'figures', 'archive', 'sops'];
    // Figures, and people's affairs only where a procedure gives them a step.
    case 'analyst':
      return ['floor', 'figures', 'inbox', 'answers', 'sops'];
    case 'admin':
      return [
        'floor',
        'queues',
        'calendar',
        'catalogues',
        'sops',
        'people',
        'audit',
        'accounts',
        'wallboards',
        'tokens',
      ];
    case 'privacy_officer':
      return ['privacy'];
    // It has a page of its own, outside of the shell.
    case 'wallboard':
      return [];
  }
}

/** Who is told of unusual reading and log-ins; the server decides. */
export const watchesAlarms = (role: Viewer['role']): boolean => role === 'admin' || role === 'privacy_officer';

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
