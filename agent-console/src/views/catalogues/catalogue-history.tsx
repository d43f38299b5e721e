import { useTranslation } from 'react-i18next';
import type { CatalogueChangeCard, CatalogueOverview } from '../../../../server/contract/catalogues.ts';
import { ChangeHistory } from '../shared/change-history.tsx';
import { useLanguage } from '../shared/context.tsx';

type Line = CatalogueChangeCard['lines'][number];

interface Props {
  readonly of: CatalogueOverview;
  /** What the list of a key is called. */
  readonly listName: (catalogue: string, list: string) => string;
  readonly undo: (changeId: string) => void;
  readonly busy: boolean;
}

/** Who changed which choice and when, before and after; the newest can be taken back. */
export function CatalogueHistory({ of, listName, undo, busy }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const listOf = (key: string) => {
    const [catalogue = '', list = '', code] = key.split('/');
    const choices = of.catalogues.find(({ id }) => id === catalogue)?.lists.find(({ id }) => id === list)?.choices;
    return { title: listName(catalogue, list), code, choices: choices ?? [] };
  };
  const said = (key: string, value: Line['after']): string => {
    const { code, choices } = listOf(key);
    const nameOf = (one: string) => choices.find((choice) => choice.code === one)?.name[language] ?? one;
    if (value === null) {
      const ofFile = code === undefined || choices.some((choice) => choice.code === code && choice.from === 'file');
      return t(ofFile ? 'catalogues.fileHolds' : 'catalogues.absent');
    }
    if ('order' in value) return value.order.map(nameOf).join(', ');
    const name = value.name[language];
    return value.retired ? t('catalogues.isRetired', { name, interpolation: { escapeValue: false } }) : name;
  };
  return (
    <ChangeHistory
      id="catalogue"
      history={of.history}
      caption={t('catalogues.history')}
      none={t('catalogues.noHistory')}
      causeOf={({ cause }) => t(`catalogues.causes.${cause}`)}
      lines={({ lines }) =>
        lines.map(({ key, before, after }) => {
          const { title, code } = listOf(key);
          return (
            <div key={key}>
              {title}, {code ?? t('catalogues.order')}: {said(key, before)} → {said(key, after)}
            </div>
          );
        })
      }
      undo={undo}
      busy={busy}
    />
  );
}
