import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CatalogueOverview } from '../../../../server/contract/catalogues.ts';
import { useLanguage } from '../shared/context.tsx';
import { RevokeButton } from '../shared/revoke-button.tsx';
import tables from '../shared/table.module.css';
import styles from './catalogues.module.css';

export type List = CatalogueOverview['catalogues'][number]['lists'][number];
export type ChoiceCard = List['choices'][number];

interface Props {
  readonly list: List;
  readonly caption: string;
  readonly busy: boolean;
  readonly edit: (choice: ChoiceCard) => void;
  readonly retire: (choice: ChoiceCard, retired: boolean) => void;
  readonly remove: (choice: ChoiceCard) => void;
  /** @param by -1: up */
  readonly move: (choice: ChoiceCard, by: -1 | 1) => void;
}

/** The choices of a list in their order, with what can be done with each. */
export function ChoiceTable({ list: { choices }, caption, busy, edit, retire, remove, move }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <table className={`${tables.table} ${tables.cards}`}>
      <caption className="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{t('catalogues.name')}</th>
          <th scope="col">{t('catalogues.code')}</th>
          <th scope="col">{t('catalogues.tickets')}</th>
          <th scope="col">{t('catalogues.state')}</th>
          <th scope="col">
            <span className="visually-hidden">{t('catalogues.edit')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {choices.map((choice, index) => {
          const { code, name, retired, from, instead, tickets } = choice;
          const called = name[language];
          const moves = [
            { by: -1, word: 'up', sign: '↑', end: index === 0 },
            { by: 1, word: 'down', sign: '↓', end: index === choices.length - 1 },
          ] as const;
          return (
            <tr key={code} data-testid="choice-row" data-code={code} data-retired={retired}>
              <th scope="row" className={styles.name}>
                <span className={retired ? styles.gone : undefined}>{called}</span>
                <div className={styles.muted}>{name[language === 'id' ? 'en' : 'id']}</div>
              </th>
              <td>
                <code>{code}</code>
              </td>
              <td>{t('catalogues.ofTickets', { shown: tickets })}</td>
              <td className={styles.wide}>
                {retired ? <strong>{t('catalogues.retired')}</strong> : t('catalogues.offered')}
                {from === 'here' && <div className={styles.muted}>{t('catalogues.here')}</div>}
                {instead !== null && instead.name[language] !== called && (
                  <div className={styles.muted}>{t('catalogues.instead', { name: instead.name[language] })}</div>
                )}
              </td>
              <td className={styles.wide}>
                <div className={styles.tools}>
                  {moves.map(({ by, word, sign, end }) => (
                    <Button
                      key={word}
                      size="compact-sm"
                      variant="default"
                      // Disabled it would lose the focus of whoever moves it to the end.
                      aria-disabled={end}
                      onClick={() => !end && !busy && move(choice, by)}
                      aria-label={`${t(`catalogues.${word}`)}: ${called}`}
                      data-testid={`choice-${word}`}
                    >
                      {sign}
                    </Button>
                  ))}
                  <Button
                    size="compact-sm"
                    variant="default"
                    onClick={() => edit(choice)}
                    aria-label={`${t('catalogues.edit')}: ${called}`}
                    data-testid="choice-edit"
                  >
                    {t('catalogues.edit')}
                  </Button>
                  {retired ? (
                    <Button
                      size="compact-sm"
                      variant="default"
                      onClick={() => !busy && retire(choice, false)}
                      aria-label={`${t('catalogues.restore')}: ${called}`}
                      data-testid="choice-restore"
                    >
                      {t('catalogues.restore')}
                    </Button>
                  ) : (
                    <RevokeButton
                      label={t('catalogues.retire')}
                      sureLabel={t('catalogues.retireSure')}
                      of={called}
                      busy={false}
                      revoke={() => !busy && retire(choice, true)}
                      testId="choice-retire"
                    />
                  )}
                  {from === 'here' && tickets === 0 && (
                    <RevokeButton
                      label={t('catalogues.remove')}
                      sureLabel={t('catalogues.removeSure')}
                      of={called}
                      busy={false}
                      revoke={() => !busy && remove(choice)}
                      testId="choice-remove"
                    />
                  )}
                </div>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
