import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { dayAndTime } from '../../model/format.ts';
import styles from './change-history.module.css';
import { useLanguage, useWorkplace } from './context.tsx';
import { RevokeButton } from './revoke-button.tsx';
import tables from './table.module.css';

interface Change {
  readonly changeId: string;
  readonly at: number;
  readonly byName: string | null;
  readonly cause: string;
  readonly undoable: boolean;
}

interface Props<C extends Change> {
  /** What the test ids of its parts begin with. */
  readonly id: 'calendar' | 'catalogue';
  readonly history: readonly C[];
  readonly caption: string;
  /** What is said as long as nothing was changed. */
  readonly none: string;
  readonly causeOf: (change: C) => string;
  /** Before and after. */
  readonly lines: (change: C) => ReactNode;
  readonly undo: (changeId: string) => void;
  readonly busy: boolean;
}

/** Who changed what and when, before and after; what can be is taken back. */
export function ChangeHistory<C extends Change>({ id, history, caption, none, causeOf, lines, undo, busy }: Props<C>) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { office } = useWorkplace().desk;
  if (history.length === 0) return <p className={styles.muted}>{none}</p>;
  return (
    <table className={`${tables.table} ${tables.cards}`}>
      <caption className="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{t('calendar.when')}</th>
          <th scope="col">{t('calendar.who')}</th>
          <th scope="col">{t('calendar.what')}</th>
          <th scope="col">
            <span className="visually-hidden">{t('calendar.undo')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {history.map((change) => {
          const when = dayAndTime(change.at, office.timeZone, language);
          return (
            <tr key={change.changeId} data-testid={`${id}-change`} data-cause={change.cause}>
              <th scope="row">{when}</th>
              <td>
                {change.byName ?? ''} {causeOf(change)}
              </td>
              <td className={styles.lines}>{lines(change)}</td>
              <td className={styles.tools}>
                {change.undoable && (
                  <RevokeButton
                    label={t('calendar.undo')}
                    sureLabel={t('calendar.undoSure')}
                    of={t('calendar.undoOf', { at: when })}
                    busy={busy}
                    revoke={() => undo(change.changeId)}
                    testId={`${id}-undo`}
                  />
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
