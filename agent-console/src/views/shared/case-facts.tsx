import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseCard } from '../../../../server/contract/views.ts';
import styles from './case-facts.module.css';
import { useFieldLabel } from './field-label.ts';
import { Sealed } from './sealed.tsx';

/** Everything recorded on a case, in the order it came about; what is empty is left out. */
export function CaseFacts({ card }: { card: CaseCard }) {
  const { t } = useTranslation();
  const label = useFieldLabel();
  const { caller } = card;
  const facts: readonly (readonly [string, ReactNode])[] = [
    [card.callId === null ? label('callerName') : t('case.caller'), caller.name],
    [t('case.phone'), caller.phoneMasked && <Sealed caseId={card.caseId} field="phone" masked={caller.phoneMasked} />],
    [t('case.nik'), caller.nikMasked && <Sealed caseId={card.caseId} field="nik" masked={caller.nikMasked} />],
    [t('intake.address'), caller.address],
    [t('intake.kind'), t(`kind.${card.kind}`)],
    [t('intake.category'), card.category && t(`category.${card.category}`)],
    [t('tickets.agent'), card.agentName],
    [t('tickets.official'), card.officialName],
    [t('intake.complaint'), card.complaint],
    [t('analysis.frame'), card.problemFrame],
    [t('dispatch.note'), card.dispatchNote],
    [label('forwardNote'), card.forwardNote],
    [t('solution.text'), card.solution],
    [t('recap.disposition'), card.disposition && t(`disposition.${card.disposition}`)],
    [t('recap.summary'), card.recapSummary],
    ...Object.entries(card.notes).map(([name, value]): readonly [string, ReactNode] => [label(name), value]),
  ];
  return (
    <dl className={styles.facts}>
      {facts
        .filter(([, value]) => value !== null && value !== '')
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
