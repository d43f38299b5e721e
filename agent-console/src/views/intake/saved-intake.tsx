import { Button, Group } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Ticket } from '../shared/ticket.tsx';
import { goTo } from '../shell/route.ts';
import styles from './intake.module.css';

interface Props {
  readonly caseId: string;
  readonly ticketNumber: string;
  readonly again: () => void;
}

/** The number that the citizen takes along, to be read out or printed. */
export function SavedIntake({ caseId, ticketNumber, again }: Props) {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className={styles.page} data-testid="intake-saved">
      <h1 ref={heading} tabIndex={-1}>
        {t('intake.saved')}
      </h1>
      <p className={styles.number}>
        <Ticket number={ticketNumber} size="l" testId="intake-ticket" />
      </p>
      <p className={styles.hint}>{t('intake.read')}</p>
      <Group className={styles.hint ?? ''}>
        <Button onClick={() => window.print()} data-testid="intake-print">
          {t('intake.print')}
        </Button>
        <Button variant="default" onClick={again} data-testid="intake-again">
          {t('intake.another')}
        </Button>
        <Button variant="default" onClick={() => goTo({ page: 'tickets', caseId })}>
          {t('intake.open')}
        </Button>
      </Group>
    </section>
  );
}
