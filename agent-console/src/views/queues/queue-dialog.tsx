import { Alert, Button, Checkbox, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NotApplied, QueueDraft, QueueOverview } from '../../../../server/contract/queues.ts';
import { type QueueForm, queueBody, queueForm } from '../../model/queue-form.ts';
import { checkBody } from '../../wire/check.ts';
import { queueStrategies } from '../../wire/contract.ts';
import { useLanguage, useWorkplace } from '../shared/context.tsx';
import { Dialog } from '../shared/dialog.tsx';
import { useFieldText, useUnsavedText } from '../shared/save.tsx';
import styles from './queues.module.css';

interface Props {
  /** Null: a new one. */
  readonly queue: QueueOverview['queues'][number] | null;
  readonly of: QueueOverview;
  readonly close: () => void;
  readonly done: (notApplied: NotApplied) => void;
}

/** Everything that is said of a queue. */
export function QueueDialog({ queue, of, close, done }: Props) {
  const { t } = useTranslation();
  const { rest } = useWorkplace().desk;
  const language = useLanguage();
  const fieldText = useFieldText();
  const unsavedText = useUnsavedText();
  const [form, setForm] = useState<QueueForm>(() => queueForm(queue));
  const [codes, setCodes] = useState<Readonly<Record<string, string>>>({});
  const save = useMutation({
    mutationFn: (body: QueueDraft) =>
      rest.call('saveQueue', { params: { queueId: queue?.id ?? form.id.trim() }, body }),
    onSuccess: ({ notApplied }) => done(notApplied),
    gcTime: 0,
  });
  const set = (change: Partial<QueueForm>): void => setForm({ ...form, ...change });
  const toggled = (list: readonly string[], one: string): readonly string[] =>
    list.includes(one) ? list.filter((other) => other !== one) : [...list, one];
  const places = [
    ...of.queues
      .filter(({ id }) => id !== queue?.id)
      .map(({ id, name }) => ({ value: `queue:${id}`, label: t('queues.toQueue', { name: name[language] }) })),
    ...of.outside.map(({ id, name }) => ({ value: `outside:${id}`, label: t('queues.toOutside', { name }) })),
  ];
  const send = (event: FormEvent): void => {
    event.preventDefault();
    const body = queueBody(form);
    const wrong = checkBody('saveQueue', body);
    const named = queue !== null || /^[a-z][a-z0-9-]{0,39}$/.test(form.id.trim());
    const found = named ? wrong : { ...wrong, id: form.id.trim() === '' ? 'required' : 'invalid' };
    setCodes(found);
    if (Object.keys(found).length === 0) save.mutate(body as QueueDraft);
  };
  const number = (
    field: 'ring' | 'maxWait' | 'overflowAfter' | 'seconds' | 'extendSeconds' | 'extensions',
    label: string,
    code?: string,
  ) => (
    <TextInput
      label={label}
      type="number"
      value={form[field]}
      onChange={(event) => set({ [field]: event.currentTarget.value })}
      error={fieldText(code)}
      data-testid={`queue-${field}`}
    />
  );
  return (
    <Dialog title={queue?.name[language] ?? t('queues.add')} close={close} size="lg" testId="queue-dialog">
      <form onSubmit={send} noValidate>
        <Stack>
          {queue === null && (
            <TextInput
              label={t('queues.queueId')}
              description={t('queues.queueIdHint')}
              value={form.id}
              onChange={(event) => set({ id: event.currentTarget.value })}
              error={fieldText(codes.id)}
              autoComplete="off"
              data-testid="queue-id"
            />
          )}
          <div className={styles.pair}>
            {(['id', 'en'] as const).map((of) => (
              <TextInput
                key={of}
                label={t(of === 'id' ? 'queues.nameId' : 'queues.nameEn')}
                value={form.name[of]}
                onChange={(event) => set({ name: { ...form.name, [of]: event.currentTarget.value } })}
                error={form.name[of].trim() === '' ? fieldText(codes.name) : undefined}
                maxLength={40}
                data-testid={`queue-name-${of}`}
              />
            ))}
          </div>
          <fieldset className={styles.group}>
            <legend>{t('queues.services')}</legend>
            <Stack gap={6}>
              {of.services.map(({ id, name }) => (
                <Checkbox
                  key={id}
                  label={name[language]}
                  checked={form.services.includes(id)}
                  onChange={() => set({ services: toggled(form.services, id) })}
                  data-testid={`queue-service-${id}`}
                />
              ))}
            </Stack>
          </fieldset>
          <fieldset className={styles.group}>
            <legend>{t('queues.skills')}</legend>
            <p>{t('queues.skillsHint')}</p>
            <Group gap={14}>
              {of.skills.map(({ id, name }) => (
                <Checkbox
                  key={id}
                  label={name[language]}
                  checked={form.skills.includes(id)}
                  onChange={() => set({ skills: toggled(form.skills, id) })}
                  data-testid={`queue-skill-${id}`}
                />
              ))}
            </Group>
          </fieldset>
          <div className={styles.pair}>
            <NativeSelect
              label={t('queues.strategy')}
              value={form.strategy}
              onChange={(event) => set({ strategy: event.currentTarget.value as QueueForm['strategy'] })}
              data={queueStrategies.map((value) => ({ value, label: t(`queues.strategies.${value}`) }))}
            />
            {number('ring', t('queues.ring'), codes.ringSeconds)}
            {number('maxWait', t('queues.maxWait'), codes.maxWaitSeconds)}
          </div>
          <div className={styles.pair}>
            <NativeSelect
              label={t('queues.overflow')}
              description={t('queues.overflowHint')}
              value={form.overflow}
              onChange={(event) => set({ overflow: event.currentTarget.value })}
              data={[{ value: '', label: t('queues.noOverflow') }, ...places]}
              data-testid="queue-overflow"
            />
            {form.overflow !== '' && number('overflowAfter', t('queues.overflowAfter'), codes.overflow)}
          </div>
          <NativeSelect
            label={t('queues.whenClosed')}
            description={t('queues.whenClosedHint')}
            value={form.whenClosed}
            onChange={(event) => set({ whenClosed: event.currentTarget.value })}
            data={[{ value: '', label: t('queues.noWhenClosed') }, ...places]}
            data-testid="queue-when-closed"
          />
          <Checkbox
            label={t('queues.wrapUp')}
            description={t('queues.wrapUpHint')}
            checked={form.wrapsUp}
            onChange={(event) => set({ wrapsUp: event.currentTarget.checked })}
            data-testid="queue-wraps-up"
          />
          {form.wrapsUp && (
            <div className={styles.pair}>
              {number('seconds', t('queues.wrapUpSeconds'), codes.wrapUp)}
              {number('extendSeconds', t('queues.extendSeconds'), codes.wrapUp)}
              {number('extensions', t('queues.extensions'), codes.wrapUp)}
            </div>
          )}
          {save.error !== null && (
            <Alert color="red" role="alert" data-testid="queue-problem">
              <Text size="sm">{unsavedText(save.error)}</Text>
            </Alert>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={save.isPending} data-testid="queue-save">
              {t('queues.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
