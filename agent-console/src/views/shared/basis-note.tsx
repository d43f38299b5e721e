import { Button, Group } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { BasisAnswer } from '../../../../server/contract/basis.ts';
import type { CaseCard } from '../../../../server/contract/views.ts';
import styles from './basis-note.module.css';
import { useLanguage, useWorkplace } from './context.tsx';
import { Icon } from './icons.tsx';
import { useProblemText } from './save.tsx';

const noters: ReadonlySet<string> = new Set(['agent', 'supervisor', 'privacy_officer']);

/** What fits the case now, as buttons. */
function answersFor({ consent, toldAt, answer }: NonNullable<CaseCard['basis']>): readonly BasisAnswer[] {
  if (!consent) return toldAt === null ? ['told'] : [];
  if (answer === 'given') return ['withdrawn'];
  return answer === null ? ['given', 'refused'] : ['given'];
}

/** What is said at the start of the citizen's data, and what the citizen answers; nothing where it was said and asks nothing. */
export function BasisNote({ card }: { card: CaseCard }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { me, rest } = useWorkplace().desk;
  const problemText = useProblemText();
  const note = useMutation({
    mutationFn: (answer: BasisAnswer) =>
      rest.command('recordBasis', { params: { caseId: card.caseId }, body: { answer } }),
  });
  const { basis } = card;
  if (basis === null) return null;
  const answers = answersFor(basis);
  if (answers.length === 0 || (card.closedAt !== null && !basis.consent)) return null;
  const where = basis.answer ?? (basis.consent ? 'asked' : 'say');
  return (
    <section className={styles.note} aria-label={t('basis.title')} data-testid="basis" data-answer={where}>
      <Icon name="quote" />
      <span>
        <strong>{t(`basis.${where}`)}</strong> “{basis.text[language]}”
      </span>
      {noters.has(me.role) && (
        <Group gap="xs">
          {answers.map((answer) => (
            <Button
              key={answer}
              size="compact-sm"
              variant="default"
              loading={note.isPending && note.variables === answer}
              onClick={() => note.mutate(answer)}
              data-testid={`basis-${answer}`}
            >
              {t(`basis.note.${answer}`)}
            </Button>
          ))}
        </Group>
      )}
      {note.isError && <span role="alert">{problemText(note.error)}</span>}
    </section>
  );
}
