import {
  Alert,
  Button,
  Checkbox,
  Group,
  NativeSelect,
  NumberInput,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { BodyInput } from '../../../../server/contract/api.ts';
import type { ScheduleCard } from '../../../../server/contract/report-schedules.ts';
import { checkBody } from '../../wire/check.ts';
import { fieldCodes } from '../../wire/problem.ts';
import { useLanguage, useWorkplace } from '../shared/context.tsx';
import { useFieldText, useProblemText } from '../shared/save.tsx';
import { askedOf } from './ask.ts';
import type { Wanted } from './figures-filter.tsx';
import { useWhatText } from './schedule-item.tsx';
import { useFigureWords } from './words.ts';

type Settings = Required<Pick<BodyInput<'saveReportSchedule'>, 'on'>> & BodyInput<'saveReportSchedule'>;

interface Props {
  /** Null: a new one. */
  readonly card: ScheduleCard | null;
  readonly wanted: Wanted;
  readonly people: readonly { readonly personId: string; readonly name: string; readonly reachable: boolean }[];
  readonly saved: () => void;
  readonly back: () => void;
}

/** One schedule: which report and filters are those of the page; the rest is asked for here. */
export function ScheduleForm({ card, wanted, people, saved, back }: Props) {
  const language = useLanguage();
  const figureWords = useFigureWords();
  const words = figureWords.schedules;
  const whatText = useWhatText();
  const fieldText = useFieldText();
  const problemText = useProblemText();
  const { rest } = useWorkplace().desk;
  const [own, setOwn] = useState<Settings>(() => card ?? beginning(language));
  const [anew, setAnew] = useState(card === null);
  const [codes, setCodes] = useState<Readonly<Record<string, string | undefined>>>({});
  const set = (of: Partial<Settings>): void => {
    setOwn({ ...own, ...of });
    // What was wrong is looked at anew when it is saved.
    setCodes({});
  };
  const shown = onPage(wanted);
  const body: Settings = {
    ...pick(own),
    ...(anew ? shown : {}),
    active: card?.active ?? true,
  };
  const save = useMutation({
    mutationFn: () =>
      rest.call('saveReportSchedule', { params: { scheduleId: card?.scheduleId ?? crypto.randomUUID() }, body }),
    onSuccess: saved,
    onError: (error) => setCodes(fieldCodes(error)),
    gcTime: 0,
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const found = checkBody('saveReportSchedule', body);
    setCodes(found);
    if (Object.keys(found).length === 0) save.mutate();
  };
  const toggled = <T extends string>(all: readonly T[], one: T): T[] =>
    all.includes(one) ? all.filter((other) => other !== one) : [...all, one];
  const options = <T extends string>(of: Readonly<Record<T, string>>) =>
    (Object.keys(of) as T[]).map((value) => ({ value, label: of[value] }));
  const what = anew
    ? whatText(shown as never, wanted.service?.name)
    : whatText(body as never, card?.serviceName?.[language]);
  const elsewhere = { report: words.what, asked: words.what, recipients: words.recipients, formats: words.formats };
  const wrong = Object.entries(elsewhere).flatMap(([name, label]) => {
    const text = fieldText(codes[name]);
    return text === undefined ? [] : [`${label}: ${text}`];
  })[0];
  return (
    <form onSubmit={submit} noValidate data-testid="schedule-form">
      <Stack>
        <TextInput
          label={words.name}
          value={own.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
          error={fieldText(codes.name)}
          maxLength={60}
          autoComplete="off"
          data-autofocus
          data-testid="schedule-name"
        />
        <Text size="sm" data-testid="schedule-what">{`${words.what}: ${what}`}</Text>
        {card !== null && (
          <Checkbox
            label={words.fromPage}
            checked={anew}
            onChange={(event) => setAnew(event.currentTarget.checked)}
            data-testid="schedule-anew"
          />
        )}
        <NativeSelect
          label={words.period}
          value={own.period}
          data={options(words.periods)}
          onChange={(event) => set({ period: event.currentTarget.value as Settings['period'] })}
          data-testid="schedule-period"
        />
        <SimpleGrid cols={{ base: 1, xs: 3 }}>
          <NativeSelect
            label={words.every}
            value={own.every}
            data={options(words.turns)}
            onChange={(event) => set({ every: event.currentTarget.value as Settings['every'], on: 1 })}
            data-testid="schedule-every"
          />
          {own.every === 'week' && (
            <NativeSelect
              label={words.weekday}
              value={String(own.on)}
              data={[1, 2, 3, 4, 5, 6, 7].map((day) => ({
                ...{ value: String(day), label: figureWords.weekdays[day % 7] ?? '' },
              }))}
              onChange={(event) => set({ on: Number(event.currentTarget.value) })}
              data-testid="schedule-weekday"
            />
          )}
          {own.every === 'month' && (
            <NumberInput
              label={words.monthDay}
              description={words.monthHint}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              value={own.on}
              min={1}
              max={31}
              clampBehavior="strict"
              onChange={(value) => set({ on: Number(value) })}
              error={fieldText(codes.on)}
              data-testid="schedule-day"
            />
          )}
          <TextInput
            label={words.time}
            type="time"
            value={own.time}
            onChange={(event) => set({ time: event.currentTarget.value })}
            error={fieldText(codes.time)}
            data-testid="schedule-time"
          />
        </SimpleGrid>
        <Group align="end">
          <Group role="group" aria-label={words.formats}>
            {(['pdf', 'xlsx'] as const).map((format) => (
              <Checkbox
                key={format}
                label={format.toUpperCase()}
                checked={own.formats.includes(format)}
                onChange={() => set({ formats: toggled(own.formats, format) })}
                data-testid={`schedule-${format}`}
              />
            ))}
          </Group>
          <NativeSelect
            label={words.language}
            value={own.language}
            data={options(words.languages)}
            onChange={(event) => set({ language: event.currentTarget.value as Settings['language'] })}
            data-testid="schedule-language"
          />
        </Group>
        <Stack gap={8} role="group" aria-label={words.recipients}>
          <Text size="sm" fw={600}>
            {words.recipients}
          </Text>
          {people.map(({ personId, name, reachable }) => (
            <Checkbox
              key={personId}
              label={reachable ? name : words.unreachable(name)}
              checked={own.recipients.includes(personId)}
              disabled={!reachable && !own.recipients.includes(personId)}
              onChange={() => set({ recipients: toggled(own.recipients, personId) })}
              data-testid={`schedule-to-${personId}`}
            />
          ))}
          <Text size="sm">{words.checked}</Text>
        </Stack>
        {(wrong !== undefined || (save.isError && Object.keys(codes).length === 0)) && (
          <Alert color="red" variant="light" role="alert" data-testid="schedule-problem">
            {wrong ?? problemText(save.error)}
          </Alert>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={back} data-testid="schedule-back">
            {words.back}
          </Button>
          <Button type="submit" loading={save.isPending} data-testid="schedule-save">
            {words.save}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

const beginning = (language: 'id' | 'en'): Settings => ({
  ...{ name: '', report: 'calls', asked: {}, period: 'last_week', every: 'week', on: 1, time: '07:00' },
  ...{ formats: ['pdf'], language, recipients: [] },
});

/** What is sent of a card: nothing of what the server says of it. */
const pick = ({ name, report, asked, period, every, on, time, formats, language, recipients }: Settings): Settings => ({
  ...{ name, report, asked, period, every, on, time, formats, language, recipients },
});

/** The report and the filters of the page. */
function onPage(wanted: Wanted): Pick<Settings, 'report' | 'asked'> {
  const { from: _, to: __, ...asked } = askedOf(wanted);
  return { report: wanted.report, asked: { ...asked, measure: wanted.measure } };
}
