import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseCard } from '../../../../server/contract/views.ts';
import { useWorkplace } from '../shared/context.tsx';
import { Icon } from '../shared/icons.tsx';
import { useUnsavedText } from '../shared/save.tsx';
import { Words } from '../shared/words.tsx';
import styles from './form.module.css';

/** Which of the household is on the line; the choice fills in what is known of that person. */
export function CandidateChooser({ card, event }: { card: CaseCard; event: string }) {
  const { t } = useTranslation();
  const unsavedText = useUnsavedText();
  const { rest, cards, drafts } = useWorkplace().desk;
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const { caseId } = card;
  const choose = async (callerId: string | null): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setError(null);
    try {
      const known = await rest.command('chooseCaller', { params: { caseId }, body: { callerId } });
      // The choice says who it is; an address that was typed stays, it may be a newer one than is known.
      const form = { caseId, event };
      const kept = drafts.get(form).edits.address?.trim() ? ['address'] : [];
      if (callerId !== null)
        drafts.forget(
          form,
          ['callerName', 'address'].filter((name) => !kept.includes(name)),
        );
      cards.answered(known);
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  return (
    <fieldset className={styles.choose} data-testid="candidates">
      <legend>{t('actions.candidates')}</legend>
      {card.candidates.map(({ callerId, name, address, prankCount }) => {
        const chosen = card.caller.callerId === callerId;
        return (
          <button
            key={callerId}
            type="button"
            aria-pressed={chosen}
            onClick={() => void choose(callerId)}
            data-testid="candidate"
            data-caller-id={callerId}
          >
            {chosen && <Icon name="check" size={16} />}
            <strong>
              <Words text={name ?? t('pop.unnamed')} />
            </strong>
            <span>
              {[address, prankCount > 0 ? t('pop.pranks', { count: prankCount }) : null]
                .filter((part) => part !== null)
                .join(' · ')}
            </span>
          </button>
        );
      })}
      <button type="button" onClick={() => void choose(null)} data-testid="candidate-none">
        {t('actions.noneOfThem')}
      </button>
      {error !== null && (
        <p className={styles.trouble} role="alert">
          {unsavedText(error)}
        </p>
      )}
    </fieldset>
  );
}
