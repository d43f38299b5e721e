import { Alert, Button, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CalendarCard, Week } from '../../../../server/contract/calendar.ts';
import { spansText, week, weekdayName } from '../../model/calendar-words.ts';
import { readSpans } from '../../model/hours-text.ts';
import { ApiProblem } from '../../wire/problem.ts';
import { useLanguage, useWorkplace } from '../shared/context.tsx';
import { Dialog } from '../shared/dialog.tsx';
import { useFieldText, useUnsavedText } from '../shared/save.tsx';
import styles from './calendar.module.css';

interface Props {
  readonly calendar: CalendarCard;
  /** The day on the wall of the office. */
  readonly today: string;
  readonly close: () => void;
  readonly done: () => void;
}

const parts = ['open', 'breaks'] as const;
type Typed = Readonly<Record<string, string>>;

/** Each with its day and part, such as `hours.1.open`; `hours`: of the week as a whole. The first of each is told. */
function codesIn(error: unknown): Readonly<Record<string, string>> {
  const errors = error instanceof ApiProblem ? (error.problem?.errors ?? []) : [];
  return Object.fromEntries([...errors].reverse().map(({ field, code }) => [field, code]));
}

/** The hours of a calendar's week from a day on, typed as offices write them. */
export function HoursDialog({ calendar, today, close, done }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { rest } = useWorkplace().desk;
  const fieldText = useFieldText();
  const unsavedText = useUnsavedText();
  const form = useRef<HTMLFormElement>(null);
  const [from, setFrom] = useState(today);
  const [typed, setTyped] = useState<Typed>(() =>
    Object.fromEntries(
      calendar.hours.flatMap((day, weekday) =>
        parts.map((part) => [`hours.${weekday}.${part}`, spansText(day[part], language).replaceAll('–', '-')]),
      ),
    ),
  );
  const [codes, setCodes] = useState<Readonly<Record<string, string>>>({});
  const [copied, setCopied] = useState(false);
  // To the first that needs another look; the save was asked for here, so no focus is stolen.
  useEffect(() => {
    if (Object.keys(codes).length > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [codes]);
  const save = useMutation({
    mutationFn: (hours: Week) => rest.call('saveHours', { params: { calendarId: calendar.id, from }, body: { hours } }),
    onSuccess: done,
    onError: (error) => setCodes(codesIn(error)),
    gcTime: 0,
  });
  const send = (event: FormEvent): void => {
    event.preventDefault();
    const read = (weekday: number, part: (typeof parts)[number]) => readSpans(typed[`hours.${weekday}.${part}`] ?? '');
    const days = calendar.hours.map((_, weekday) => ({ open: read(weekday, 'open'), breaks: read(weekday, 'breaks') }));
    const wrong = days.flatMap((day, weekday) =>
      parts.flatMap((part) => (day[part] === null ? [[`hours.${weekday}.${part}`, 'unreadable'] as const] : [])),
    );
    const all = Object.fromEntries(from < today ? [...wrong, ['from', 'in_past'] as const] : wrong);
    save.reset();
    setCodes(all);
    if (Object.keys(all).length > 0) return;
    save.mutate(days.map(({ open, breaks }) => ({ open: open ?? [], breaks: breaks ?? [] })));
  };
  const faultOf = (field: string) => {
    const code = codes[field];
    return code === 'unreadable' ? t('hours.unreadable') : fieldText(code);
  };
  const copy = (): void => {
    const monday = parts.map((part) => [part, typed[`hours.1.${part}`] ?? ''] as const);
    const others = [2, 3, 4, 5].flatMap((weekday) =>
      monday.map(([part, text]) => [`hours.${weekday}.${part}`, text] as const),
    );
    setTyped({ ...typed, ...Object.fromEntries(others) });
    setCopied(true);
  };
  return (
    <Dialog
      title={t('hours.title', { title: calendar.title[language], interpolation: { escapeValue: false } })}
      close={close}
      size="lg"
      testId="hours-dialog"
    >
      <form onSubmit={send} noValidate ref={form}>
        <Stack gap="sm">
          <Text size="sm">{t('hours.hint')}</Text>
          <TextInput
            label={t('hours.from')}
            description={t('hours.fromHint')}
            type="date"
            min={today}
            value={from}
            onChange={(event) => setFrom(event.currentTarget.value)}
            error={faultOf('from')}
            data-testid="hours-from"
          />
          {week.map((weekday) => {
            const day = weekdayName(weekday, language);
            return (
              <div key={weekday} className={styles.weekday}>
                {parts.map((part) => (
                  <TextInput
                    key={part}
                    label={t(`hours.${part}`, { day })}
                    value={typed[`hours.${weekday}.${part}`] ?? ''}
                    onChange={({ currentTarget: { value } }) => {
                      setTyped((before) => ({ ...before, [`hours.${weekday}.${part}`]: value }));
                      setCopied(false);
                    }}
                    error={faultOf(`hours.${weekday}.${part}`)}
                    maxLength={120}
                    autoComplete="off"
                    data-autofocus={weekday === 1 && part === 'open' ? true : undefined}
                    data-testid={`hours-${weekday}-${part}`}
                  />
                ))}
              </div>
            );
          })}
          <div>
            <Button variant="default" onClick={copy} data-testid="hours-copy">
              {t('hours.copy')}
            </Button>{' '}
            <span role="status">{copied ? t('hours.copied') : ''}</span>
          </div>
          <Text size="sm">{t('hours.effect')}</Text>
          {(codes.hours !== undefined || save.error !== null) && (
            <Alert color="red" variant="light" role="alert" data-testid="hours-problem">
              {codes.hours === undefined ? unsavedText(save.error) : fieldText(codes.hours)}
            </Alert>
          )}
          <Button type="submit" loading={save.isPending} data-testid="hours-save" data-primary>
            {t('calendar.save')}
          </Button>
        </Stack>
      </form>
    </Dialog>
  );
}
