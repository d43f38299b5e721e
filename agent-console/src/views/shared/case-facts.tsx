import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseCard, CaseDetail } from '../../../../server/contract/views.ts';
import { hidesNumbers } from '../../model/hidden.ts';
import styles from './case-facts.module.css';
import { useLanguage } from './context.tsx';
import { HiddenWords } from './hidden-words.tsx';
import { Sealed } from './sealed.tsx';
import { Words } from './words.tsx';

/** Everything recorded on a case, as its procedure calls it; what is empty is left out. */
export function CaseFacts({ card }: { card: CaseCard | CaseDetail }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { caller } = card;
  const answers = 'answers' in card ? card.answers : [];
  const basisOf = ({ basis }: CaseCard): string | null => {
    const text = basis?.text[language] ?? '';
    if (basis === null) return null;
    if (basis.answer !== null) return t('basis.answered', { text, answer: t(`basis.note.${basis.answer}`) });
    return basis.toldAt === null ? text : t('basis.toldAt', { text });
  };
  const facts: readonly (readonly [key: string, label: string, value: ReactNode])[] = [
    [
      'case.phone',
      t('case.phone'),
      caller.phoneMasked && <Sealed caseId={card.caseId} field="phone" masked={caller.phoneMasked} />,
    ],
    [
      'case.nik',
      t('case.nik'),
      caller.nikMasked && <Sealed caseId={card.caseId} field="nik" masked={caller.nikMasked} />,
    ],
    ...card.contents.map(
      ({ name, label, value }) => [name, label[language], <Words key={name} text={value[language]} />] as const,
    ),
    ['case.agent', t('tickets.agent'), card.agentName],
    ['case.official', t('tickets.official'), card.officialName],
    ['case.endedAs', t('case.endedAs'), card.endedAs?.name[language]],
    ...answers.map(
      ({ question, value, meaning, channel }) =>
        [
          `answer.${question.id}`,
          question[language],
          t(`case.answer.${channel}`, { value, meaning: meaning?.[language] ?? '' }),
        ] as const,
    ),
    ['case.basis', t('basis.fact'), basisOf(card)],
    ['case.tries', t('case.tries'), card.tries > 0 && card.tries],
  ];
  return (
    <>
      <dl className={styles.facts}>
        {facts
          .filter(([, , value]) => value != null && value !== false && value !== '')
          .map(([key, label, value]) => (
            <div key={key} data-testid={`fact-${key}`}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      {hidesNumbers(card) && <HiddenWords caseId={card.caseId} />}
    </>
  );
}
