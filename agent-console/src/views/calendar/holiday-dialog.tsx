import { Alert, Button, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HolidayCard, HolidayDraft } from '../../../../server/contract/calendar.ts';
import { checkBody } from '../../wire/check.ts';
import { fieldCodes } from '../../wire/problem.ts';
import { useWorkplace } from '../shared/context.tsx';
import { Dialog } from '../shared/dialog.tsx';
import { useFieldText, useUnsavedText } from '../shared/save.tsx';

interface Props {
  /** Null: a new one. */
  readonly holiday: HolidayCard | null;
  readonly year: number;
  readonly close: () => void;
  readonly done: () => void;
}

const kinds = ['national', 'joint_leave', 'local'] as const;

/** A holiday's date, kind and names. */
export function HolidayDialog({ holiday, year, close, done }: Props) {
  const { t } = useTranslation();
  const { rest } = useWorkplace().desk;
  const fieldText = useFieldText();
  const unsavedText = useUnsavedText();
  const [day, setDay] = useState(holiday?.day ?? '');
  const [kind, setKind] = useState<HolidayDraft['kind']>(holiday?.kind ?? 'local');
  const [name, setName] = useState(holiday?.name ?? { id: '', en: '' });
  const [codes, setCodes] = useState<Readonly<Record<string, string>>>({});
  const body: HolidayDraft = { kind, name, was: holiday?.day ?? null };
  const save = useMutation({
    mutationFn: () => rest.call('saveHoliday', { params: { day }, body }),
    onSuccess: done,
    onError: (error) => setCodes(fieldCodes(error)),
    gcTime: 0,
  });
  const send = (event: FormEvent): void => {
    event.preventDefault();
    const wrong = { ...checkBody('saveHoliday', body), ...(day === '' && { day: 'date_invalid' }) };
    setCodes(wrong);
    if (Object.keys(wrong).length === 0) save.mutate();
  };
  return (
    <Dialog title={t(holiday === null ? 'calendar.add' : 'calendar.edit')} close={close} testId="holiday-dialog">
      <form onSubmit={send} noValidate>
        <Stack>
          <TextInput
            label={t('calendar.day')}
            type="date"
            min={`${year}-01-01`}
            value={day}
            onChange={(event) => setDay(event.currentTarget.value)}
            error={fieldText(codes.day)}
            data-autofocus
            data-testid="holiday-day"
          />
          <NativeSelect
            label={t('calendar.kind')}
            value={kind}
            onChange={(event) => setKind(event.currentTarget.value as HolidayDraft['kind'])}
            data={kinds.map((value) => ({ value, label: t(`calendar.kinds.${value}`) }))}
            data-testid="holiday-kind"
          />
          {(['id', 'en'] as const).map((of) => (
            <TextInput
              key={of}
              label={t(of === 'id' ? 'calendar.nameId' : 'calendar.nameEn')}
              description={of === 'en' ? t('calendar.nameEnHint') : undefined}
              value={name[of]}
              onChange={(event) => setName({ ...name, [of]: event.currentTarget.value })}
              error={of === 'id' && name.id.trim() === '' ? fieldText(codes['name.id'] ?? codes.name) : undefined}
              maxLength={120}
              data-testid={`holiday-name-${of}`}
            />
          ))}
          {save.error !== null && (
            <Alert color="red" variant="light" role="alert" data-testid="holiday-problem">
              {unsavedText(save.error)}
            </Alert>
          )}
          <Button type="submit" loading={save.isPending} data-testid="holiday-save" data-primary>
            {t('calendar.save')}
          </Button>
        </Stack>
      </form>
    </Dialog>
  );
}
