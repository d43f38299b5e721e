import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageCard } from '../../../../server/contract/messages.ts';
import type { CaseCard } from '../../../../server/contract/views.ts';
import { timeOfDay } from '../../model/format.ts';
import { useWorkplace } from '../shared/context.tsx';
import { Icon } from '../shared/icons.tsx';
import { readNote, writeNote } from '../shared/notes.ts';
import styles from './messages.module.css';

const fields = ['callerName', 'address', 'complaint'] as const;
type Field = (typeof fields)[number];
const longest: Readonly<Record<Field, number>> = { callerName: 120, address: 240, complaint: 8_000 };

/**
 * A citizen's words as a suggestion for the form of the case: the agent takes them over, all or what is marked with the
 * mouse, and says what they are. Nothing is taken over by itself.
 */
export function UseInForm({ message, card }: { message: MessageCard; card: CaseCard }) {
  const { t } = useTranslation();
  const { drafts, office, me } = useWorkplace().desk;
  const [used, setUsed] = useState<Field | null>(null);
  const recording = card.steps.some(({ step, endedAt }) => step === 'record' && endedAt === null);
  const asked = card.byActs ? card.waitsFor.some(({ role }) => role === 'agent') : recording;
  if (me.role !== 'agent' || !asked || message.text.trim() === '') return null;
  const take = (field: Field): void => {
    const marked = window.getSelection()?.toString().trim() ?? '';
    const words = marked !== '' && message.text.includes(marked) ? marked : message.text.trim();
    const flat = field === 'complaint' ? words : words.replaceAll(/\s+/gu, ' ');
    const value = flat.slice(0, longest[field]);
    if (card.byActs) writeNote(card.caseId, 'acts', JSON.stringify({ ...typedIn(card.caseId), [field]: value }));
    else drafts.type(card, { [field]: value });
    setUsed(field);
  };
  return (
    <fieldset className={styles.use}>
      <legend>{t('message.use')}</legend>
      {fields.map((field) => (
        <button key={field} type="button" onClick={() => take(field)} data-testid={`use-${field}`}>
          {t(`message.useAs.${field}`)}
        </button>
      ))}
      {used !== null && (
        <span className={styles.used} role="status" data-testid="used">
          <Icon name="check" size={14} />
          {t('message.used', {
            field: t(`message.useAs.${used}`),
            channel: t(`message.channel.${message.channel}`),
            time: timeOfDay(message.at, office.timeZone).slice(0, 5),
          })}
        </span>
      )}
    </fieldset>
  );
}

/** What stands in the form already. */
function typedIn(caseId: string): object {
  try {
    const value: unknown = JSON.parse(readNote(caseId, 'acts') ?? '{}');
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
