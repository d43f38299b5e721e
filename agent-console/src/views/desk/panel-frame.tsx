import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Panel, PanelState } from '../../model/panels.ts';
import { Icon } from '../shared/icons.tsx';
import styles from './case.module.css';

interface Props {
  readonly panel: Panel;
  readonly state: PanelState;
  readonly open: boolean;
  readonly toggle: () => void;
  readonly children: ReactNode;
}

export function PanelFrame({ panel, state, open, toggle, children }: Props) {
  const { t } = useTranslation();
  const word = state === 'current' ? 'current' : state === 'done' ? 'done' : 'ahead';
  return (
    <section className={styles.panel} data-state={state} data-open={open} data-testid={`panel-${panel}`}>
      <h2>
        <button type="button" aria-expanded={open} onClick={toggle}>
          <span className={styles.bullet} aria-hidden="true">
            {state === 'done' && <Icon name="check" size={14} />}
          </span>
          {t(`panel.${panel}`)}
          <span className={styles.word}>{t(`panel.${word}`)}</span>
          <span className={styles.chevron} data-open={open}>
            <Icon name="chevron" />
          </span>
        </button>
      </h2>
      {open && <div className={styles.panelBody}>{children}</div>}
    </section>
  );
}
