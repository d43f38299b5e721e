import { useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SopVersionDetail } from '../../../../server/contract/sops.ts';
import { ScrollSection } from '../floor/scroll-section.tsx';
import { useLanguage } from '../shared/context.tsx';
import type { SopChart } from './sop-chart.tsx';
import styles from './sop-diagram.module.css';

/** The flow chart of a version, drawn; below it its Mermaid text, which stands alone while it cannot be drawn. */
export function SopDiagram({ detail }: { detail: SopVersionDetail }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const Chart = useChart();
  const title = useId();
  const text = useId();
  const mermaid = (
    <ScrollSection className={styles.scroll} labelledBy={text}>
      <pre className={styles.text}>{detail.diagram[language]}</pre>
    </ScrollSection>
  );
  return (
    <div className={styles.diagram}>
      <p className={styles.hint}>{t('sops.diagramHint')}</p>
      {Chart === null ? (
        <>
          <p id={text}>{t('sops.mermaid')}</p>
          {mermaid}
        </>
      ) : (
        <>
          <ScrollSection className={styles.scroll} labelledBy={title}>
            <Chart
              graph={detail.graph[language]}
              eventNames={detail.eventNames}
              title={t('sops.diagramOf', { title: detail.title[language] })}
              titleId={title}
            />
          </ScrollSection>
          <details className={styles.more}>
            <summary id={text}>{t('sops.mermaid')}</summary>
            {mermaid}
          </details>
        </>
      )}
    </div>
  );
}

/** What draws; null until it is loaded, and when it cannot be. */
function useChart(): typeof SopChart | null {
  const [chart, setChart] = useState<typeof SopChart | null>(null);
  useEffect(() => {
    let left = false;
    // Few look at a drawing, and nobody on a call does: what lays it out is no part of what every desk loads.
    import('./sop-chart.tsx').then(
      (loaded) => left || setChart(() => loaded.SopChart),
      () => undefined,
    );
    return () => {
      left = true;
    };
  }, []);
  return chart;
}
