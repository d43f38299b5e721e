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
      action.fields
        .filter(({ name }) => citizens.has(name))
        .map((field) => [field.name, { field, event: action.event }] as const),
    ),
  );
  if (me.role !== 'agent' || fields.size === 0 || message.text.trim() === '') return null;
  const take = ({ field, event }: { field: ActionField; event: string }): void => {
    const marked = window.getSelection()?.toString().trim() ?? '';
    const words = marked !== '' && message.text.includes(marked) ? marked : message.text.trim();
    const flat = field.type === 'text' ? words : words.replaceAll(/\s+/gu, ' ');
    drafts.type({ caseId: card.caseId, event }, { [field.name]: flat.slice(0, field.max) });
    setUsed(field);
  };
  return (
    <fieldset className={styles.use}>
      <legend>{t('message.use')}</legend>
      {[...fields.values()].map((one) => (
        <button key={one.field.name} type="button" onClick={() => take(one)} data-testid={`use-${one.field.name}`}>
          {one.field.label[language]}
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
