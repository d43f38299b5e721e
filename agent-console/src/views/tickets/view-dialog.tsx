import { Alert, Button, Checkbox, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseView } from '../../../../server/contract/case-views.ts';
import { checkBody } from '../../wire/check.ts';
import { fieldCodes } from '../../wire/problem.ts';
import { useWorkplace } from '../shared/context.tsx';
import { Dialog } from '../shared/dialog.tsx';
import { useFieldText, useProblemText } from '../shared/save.tsx';
import { filterOf, type TicketSearch } from './tickets-filter.tsx';
import { useViewWords } from './views-words.ts';

interface Props {
  /** The one that is changed; null: a new one. */
  readonly view: CaseView | null;
  readonly search: TicketSearch;
  readonly mayShare: boolean;
  readonly close: () => void;
  /** `anew`: it holds the filters as they are now. */
  readonly done: (view: CaseView, anew: boolean) => unknown;
}

/** Asks for the name of a view. */
export function ViewDialog({ view, search, mayShare, close, done }: Props) {
  const { t } = useTranslation();
  const words = useViewWords();
  const problemText = useProblemText();
  const fieldText = useFieldText();
  const { rest } = useWorkplace().desk;
  const [name, setName] = useState(view?.name ?? '');
  const [shared, setShared] = useState(view?.shared ?? false);
  const [anew, setAnew] = useState(view === null);
  const [codes, setCodes] = useState<Readonly<Record<string, string | undefined>>>({});
  const body = { name, shared, filter: view === null || anew ? filterOf(search) : view.filter };
  const save = useMutation({
    mutationFn: () => rest.call('saveCaseView', { params: { viewId: view?.viewId ?? crypto.randomUUID() }, body }),
    onSuccess: ({ view: saved }) => done(saved, anew),
    onError: (error) => setCodes(fieldCodes(error)),
    gcTime: 0,
  });
  const send = (event: FormEvent): void => {
    event.preventDefault();
    const found = checkBody('saveCaseView', body);
    setCodes(found);
    if (Object.keys(found).length === 0) save.mutate();
  };
  // What is wrong with the filters stands in the dialog too: their fields are behind it.
  return (
    <Dialog title={view === null ? words.title : words.changeTitle} close={close} testId="view-dialog">
      <form onSubmit={send} noValidate>
        <Stack>
          <TextInput
            label={words.name}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={fieldText(codes.name)}
            maxLength={60}
            data-autofocus
            data-testid="view-name"
          />
          <Text size="sm">{words.sealed}</Text>
          {view !== null && view.gone.length > 0 && <Text size="sm">{words.goneAfter}</Text>}
          {view !== null && (
            <Checkbox
              label={words.anew}
              checked={anew}
              onChange={(event) => setAnew(event.currentTarget.checked)}
              data-testid="view-anew"
            />
          )}
          {mayShare && (
            <Checkbox
              label={words.share}
              checked={shared}
              onChange={(event) => setShared(event.currentTarget.checked)}
              data-testid="view-shared"
            />
          )}
          {codes.filter !== undefined && (
            <Alert color="red" role="alert" data-testid="view-filter-fault">
              {fieldText(codes.filter)}
            </Alert>
          )}
          {save.isError && codes.name === undefined && codes.filter === undefined && (
            <Alert color="red" role="alert">
              {problemText(save.error)}
            </Alert>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={save.isPending} data-testid="view-submit">
              {words.submit}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
