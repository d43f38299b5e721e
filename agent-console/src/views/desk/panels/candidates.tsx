import { useTranslation } from 'react-i18next';
import type { CaseCard } from '../../../../../server/contract/views.ts';
import { Icon } from '../../shared/icons.tsx';
import { useProblemText, useSave } from '../../shared/save.tsx';
import styles from '../case.module.css';

/** Which of the household is on the line; the choice fills in what is known of that person. */
export function CandidateChooser({ card }: { card: CaseCard }) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const { save, busy, error } = useSave('chooseCaller', card.caseId);
  const choose = (callerId: string | null): void => {
    if (!busy) void save({ callerId });
  };
  return (
    <fieldset className={styles.choose} data-testid="candidates">
      <legend>{t('intake.candidates')}</legend>
      {card.candidates.map(({ callerId, name, address, prankCount }) => {
        const chosen = card.caller.callerId === callerId;
        return (
          <button
            key={callerId}
            type="button"
            aria-pressed={chosen}
            onClick={() => choose(callerId)}
            data-testid="candidate"
            data-caller-id={callerId}
          >
            {chosen && <Icon name="check" size={16} />}
            <strong>{name ?? t('pop.unnamed')}</strong>
            <span>
              {[address, prankCount > 0 ? t('pop.pranks', { count: prankCount }) : null]
                .filter((part) => part !== null)
                .join(' · ')}
            </span>
          </button>
        );
      })}
      <button type="button" onClick={() => choose(null)} data-testid="candidate-none">
        {t('intake.noneOfThem')}
      </button>
      {error !== null && (
        <p className={styles.trouble} role="alert">
          {problemText(error)}
        </p>
      )}
    </fieldset>
  );
}
