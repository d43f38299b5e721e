import type { MouseEvent } from 'react';
import type { CaseCard } from '../../../../server/contract/views.ts';
import { goTo, hrefOf } from '../shell/route.ts';
import { useLanguage } from './context.tsx';
import styles from './sop-link.module.css';

/** The procedure that a case runs under, which leads to the very version of it. */
export function SopLink({ sop }: Pick<CaseCard, 'sop'>) {
  const language = useLanguage();
  const route = { page: 'sops', sop: { id: sop.id, version: sop.version } } as const;
  const open = (event: MouseEvent): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    goTo(route);
  };
  return (
    <a href={hrefOf(route)} className={styles.link} onClick={open} data-testid="sop-link">
      {sop.title[language]}
    </a>
  );
}
