import '@mantine/core/styles/SegmentedControl.css';
import { Alert, Button, Group, Kbd, NativeSelect, SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '../../../../server/contract/messages.ts';
import type { CaseCard } from '../../../../server/contract/views.ts';
import { type Purpose, purposesOf, templateText, windowShut } from '../../model/conversation.ts';
import { dayAndTime } from '../../model/format.ts';
import { keyOf } from '../../model/hotkeys.ts';
import { useLanguage, useServerNow, useWorkplace } from '../shared/context.tsx';
import { FocusFirst } from '../shared/focus-first.tsx';
import { useNote } from '../shared/notes.ts';
import { useProblemText } from '../shared/save.tsx';
import styles from './messages.module.css';
import { SegmentCounter } from './segment-counter.tsx';

interface Props {
  readonly card: CaseCard;
  readonly conversation: Conversation;
  readonly route: NonNullable<Conversation['route']>;
  readonly sent: () => void;
  /** Nothing else is to be filled in: the focus goes here. */
  readonly focused?: boolean;
}

/** Where an answer is written. What was typed stays until the server has it. */
export function Composer({ card, conversation, route, sent, focused = false }: Props) {
  const { t } = useTranslation();
  const { rest, office } = useWorkplace().desk;
  const language = useLanguage();
  const problemText = useProblemText();
  const now = useServerNow(10_000);
  const [text, write, forget] = useNote(card.caseId, 'message');
  const [wanted, choose] = useState<Purpose>('message');
  const [templateId, pick] = useState('');
  const [variables, fill] = useState<Record<string, string>>({});
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);

  const shut = windowShut(route.openUntil, now);
  const purposes = purposesOf(conversation, shut);
  const purpose = purposes.includes(wanted) ? wanted : 'message';
  const { templates } = conversation;
  const template = templates.find((one) => one.templateId === templateId) ?? (shut ? templates[0] : undefined);
  const outgoing = template === undefined ? text : templateText(template.text, variables);
  const whole =
    template === undefined ? text.trim() !== '' : template.variables.every((name) => variables[name]?.trim());

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (busy || !whole) return;
    setBusy(true);
    setError(null);
    try {
      const chosen = template === undefined ? null : { id: template.templateId, variables };
      const body = { text: template === undefined ? text : '', purpose, template: chosen };
      await rest.command('sendMessage', { params: { caseId: card.caseId }, body });
      forget();
      fill({});
      choose('message');
      sent();
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };

  return (
    <form
      className={styles.composer}
      onSubmit={(event) => void submit(event)}
      data-panel="message"
      data-testid="composer"
      noValidate
    >
      {focused && <FocusFirst of={card.caseId} />}
      <p className={styles.to}>
        {t('message.to', { address: route.addressMasked, service: route.serviceName[language] })}
      </p>
      {!route.connected && <Alert color="yellow">{t('message.away')}</Alert>}
      {route.openUntil !== null && !shut && (
        <p className={styles.hint} data-testid="window" data-shut={false}>
          {t('message.windowOpen', { time: dayAndTime(route.openUntil, office.timeZone, language) })}
        </p>
      )}
      {shut && (
        <Alert color="yellow" data-testid="window" data-shut>
          {t('message.windowShut')}
        </Alert>
      )}
      {purposes.length === 1 && (conversation.answerDue || conversation.mayAsk) && (
        <p className={styles.hint}>{t('message.plain')}</p>
      )}
      {purposes.length > 1 && (
        <>
          <SegmentedControl
            value={purpose}
            onChange={(value) => choose(value as Purpose)}
            data={purposes.map((value) => ({ value, label: t(`message.purpose.${value}`) }))}
            aria-label={t('message.purposeLabel')}
            data-testid="purpose"
          />
          <p className={styles.hint}>{t(`message.purposeHint.${purpose}`)}</p>
        </>
      )}
      {templates.length > 0 && (
        <NativeSelect
          label={t('message.template')}
          value={template?.templateId ?? ''}
          onChange={(event) => pick(event.currentTarget.value)}
          data={[
            ...(shut ? [] : [{ value: '', label: t('message.noTemplate') }]),
            ...templates.map((one) => ({ value: one.templateId, label: one.name[language] })),
          ]}
          data-testid="template"
        />
      )}
      {template === undefined ? (
        <Textarea
          label={t('message.text')}
          value={text}
          onChange={(event) => write(event.currentTarget.value)}
          autosize
          minRows={2}
          maxRows={10}
          maxLength={4_000}
          data-testid="message-text"
        />
      ) : (
        <>
          {template.variables.map((name) => (
            <TextInput
              key={name}
              label={t('message.variable', { name })}
              value={variables[name] ?? ''}
              onChange={(event) => fill({ ...variables, [name]: event.currentTarget.value })}
              maxLength={500}
              data-testid={`variable-${name}`}
            />
          ))}
          <p className={styles.preview}>
            <strong>{t('message.preview')}: </strong>
            {outgoing}
          </p>
        </>
      )}
      <SegmentCounter channel={route.channel} text={outgoing} />
      {error !== null && (
        <Alert color="red" variant="light" role="alert" data-testid="message-problem">
          {problemText(error)}
        </Alert>
      )}
      <Group gap="sm">
        <Button type="submit" loading={busy} disabled={!whole} data-testid="message-send">
          {t('message.send')}
        </Button>
        <Kbd aria-hidden="true">{keyOf.save}</Kbd>
      </Group>
    </form>
  );
}
