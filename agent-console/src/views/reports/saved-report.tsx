import { Button, Group } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Ticket } from '../shared/ticket.tsx';
import { goTo } from '../shell/route.ts';
import styles from './report.module.css';

interface Props {
  readonly caseId: string;
  readonly ticketNumber: string;
  readonly again: () => void;
}

/** The number that the citizen takes along, to be read out or printed. */
export function SavedReport({ caseId, ticketNumber, again }: Props) {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className={styles.page} data-testid="report-saved">
      <h1 ref={heading} tabIndex={-1}>
        {t('report.saved')}
      </h1>
      <p className={styles.number}>
        <Ticket number={ticketNumber} size="l" testId="report-ticket" />
      </p>
      <p className={styles.hint}>{t('report.read')}</p>
      <Group className={styles.hint ?? ''}>
        <Button onClick={() => window.print()} data-testid="report-print">
          {t('report.print')}
        </Button>
        <Button variant="default" onClick={again} data-testid="report-again">
          {t('report.another')}
        </Button>
        <Button variant="default" onClick={() => goTo({ page: 'tickets', caseId })}>
          {t('report.open')}
        </Button>
      </Group>
    </section>
  );
}
