import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ActionField } from '../../../../server/contract/actions.ts';
import type { MessageCard } from '../../../../server/contract/messages.ts';
import type { CaseCard } from '../../../../server/contract/views.ts';
import { timeOfDay } from '../../model/format.ts';
import { useDetail } from '../actions/use-detail.ts';
import { useLanguage, useWorkplace } from '../shared/context.tsx';
import { Icon } from '../shared/icons.tsx';
import styles from './messages.module.css';

/** Fields that hold the citizen's own words. */
const citizens: ReadonlySet<string> = new Set(['callerName', 'address', 'complaint', 'reply']);

/**
 * A citizen's words as a suggestion for the form of the case: the agent takes them over, all or what is marked with the
 * mouse, and says what they are. Nothing is taken over by itself.
 */
export function UseInForm({ message, card }: { message: MessageCard; card: CaseCard }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { drafts, office, me } = useWorkplace().desk;
  const [used, setUsed] = useState<ActionField | null>(null);
  const { detail } = useDetail(card);
  const steps = (detail?.actions ?? []).filter(({ step }) => step !== null);
  const fields = new Map(
    steps.flatMap((action) =>
      action.fields.filter(({ name }) => citizens.has(name)).map((field) => [field.name, field]),
    ),
  );
  if (me.role !== 'agent' || fields.size === 0 || message.text.trim() === '') return null;
  const take = (field: ActionField): void => {
    const marked = window.getSelection()?.toString().trim() ?? '';
    const words = marked !== '' && message.text.includes(marked) ? marked : message.text.trim();
    const flat = field.type === 'text' ? words : words.replaceAll(/\s+/gu, ' ');
    drafts.type(card.caseId, { [field.name]: flat.slice(0, field.max) });
    setUsed(field);
  };
  return (
    <fieldset className={styles.use}>
      <legend>{t('message.use')}</legend>
      {[...fields.values()].map((field) => (
        <button key={field.name} type="button" onClick={() => take(field)} data-testid={`use-${field.name}`}>
          {field.label[language]}
        </button>
      ))}
      {used !== null && (
        <span className={styles.used} role="status" data-testid="used">
          <Icon name="check" size={14} />
          {t('message.used', {
            field: used.label[language],
            channel: t(`message.channel.${message.channel}`),
            time: timeOfDay(message.at, office.timeZone).slice(0, 5),
          })}
        </span>
      )}
    </fieldset>
  );
}
