import { useSyncExternalStore } from 'react';
import type { Role } from '../../../../server/contract/people.ts';

/** Where the person is: a page, and for tickets perhaps one case. */
export type Route =
  | { readonly page: 'desk' | 'messages' | 'inbox' | 'report' | 'floor' | 'tickets'; readonly caseId?: undefined }
  | { readonly page: 'tickets'; readonly caseId: string };
export type Page = Route['page'];

const listeners = new Set<() => void>();
const tell = (): void => {
  for (const listener of listeners) listener();
};
window.addEventListener('popstate', tell);

export function goTo(route: Route): void {
  history.pushState(null, '', route.caseId === undefined ? `/${route.page}` : `/${route.page}/${route.caseId}`);
  tell();
}

/** The pages of a role, its first one first. */
export function pagesOf(role: Role, hasPhone: boolean): Page[] {
  switch (role) {
    case 'agent':
      return ['desk', 'messages', 'inbox', 'report', 'tickets'];
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
      return hasPhone
        ? ['floor', 'desk', 'messages', 'inbox', 'report', 'tickets']
        : ['floor', 'messages', 'inbox', 'report', 'tickets'];
    case 'head':
      return ['floor', 'inbox', 'tickets'];
    case 'coordinator':
      return ['floor', 'inbox', 'tickets'];
    // Figures, not people's affairs.
    case 'analyst':
    case 'admin':
      return ['floor'];
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
  const [first, second] = path.split('/').filter((part) => part !== '');
  const page = pages.find((candidate) => candidate === first) ?? pages[0] ?? 'floor';
  return page === 'tickets' && second !== undefined && first === page ? { page, caseId: second } : { page };
}
