import { Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AskTransfer, TransferTargets } from '../../../../server/contract/transfers.ts';
import { isFree, narrowed, type Target, targetsOf, usualMode } from '../../model/transfer-targets.ts';
import { useWorkplace } from '../shared/context.tsx';
import { Dialog } from '../shared/dialog.tsx';
import { Icon } from '../shared/icons.tsx';
import { useProblemText } from '../shared/save.tsx';
import styles from './transfer.module.css';

/** How often the list is asked anew while it is looked at: who is free changes. */
const refreshMs = 2_000;

interface Props {
  readonly callId: string;
  readonly close: () => void;
}

/** To whom, and whether to talk first. What was chosen stays chosen when the list changes. */
export function TransferDialog({ callId, close }: Props) {
  const { t } = useTranslation();
  const { rest } = useWorkplace().desk;
  const problemText = useProblemText();
  const found = useQuery({
    queryKey: ['transfer-targets'],
    queryFn: () => rest.call('transferTargets', {}),
    refetchInterval: refreshMs,
    staleTime: 0,
  });
  const asking = useMutation({
    mutationFn: (body: AskTransfer) => rest.call('transfer', { params: { callId }, body }),
    onSuccess: close,
    gcTime: 0,
  });
  const problem = asking.error ?? found.error;
  return (
    <Dialog title={t('transfer.title')} close={close} size="lg">
      <Stack data-testid="transfer-dialog">
        {problem !== null && (
          <Alert color="red" role="alert" data-testid="transfer-problem">
            <Text size="sm">{problemText(problem)}</Text>
          </Alert>
        )}
        {found.data === undefined ? (
          <p role="status">{t('transfer.loading')}</p>
        ) : found.data.can.blind ? (
          <Choice targets={found.data} pending={asking.isPending} ask={asking.mutate} close={close} />
        ) : (
          <p role="status">{t('transfer.unsupported')}</p>
        )}
      </Stack>
    </Dialog>
  );
}

interface ChoiceProps {
  readonly targets: TransferTargets;
  readonly pending: boolean;
  readonly ask: (body: AskTransfer) => void;
  readonly close: () => void;
}

function Choice({ targets, pending, ask, close }: ChoiceProps) {
  const { t } = useTranslation();
  const listId = useId();
  const search = useRef<HTMLInputElement>(null);
  // The dialog was there before the list: what is typed after the key must not be lost.
  useEffect(() => search.current?.focus(), []);
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const wordsOf = (target: Target): string => [nameOf(target), hintOf(target)].join(' ');
  const nameOf = ({ name }: Target): string => name ?? t('transfer.queue');
  const hintOf = ({ target, role }: Target): string =>
    role !== null ? t(`role.${role}`) : t(target.kind === 'queue' ? 'transfer.queueHint' : 'transfer.outsideHint');
  const shown = narrowed(targetsOf(targets), typed, wordsOf);
  const target = shown.find(({ key }) => key === chosen) ?? shown.find(isFree) ?? shown[0];
  const mode = target && usualMode(target, targets.can);
  const go = (how: AskTransfer['mode']): void => {
    if (target !== undefined && !pending) ask({ mode: how, target: target.target });
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    if (mode) go(mode);
  };
  const move = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (by === 0 || target === undefined) return;
    event.preventDefault();
    const next = shown[shown.indexOf(target) + by];
    if (next === undefined) return;
    setChosen(next.key);
    document.getElementById(`${listId}-${next.key}`)?.scrollIntoView({ block: 'nearest' });
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <TextInput
          label={t('transfer.search')}
          description={t('transfer.searchHint')}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={move}
          role="combobox"
          aria-expanded
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={target && `${listId}-${target.key}`}
          autoComplete="off"
          ref={search}
          data-testid="transfer-search"
        />
        <div id={listId} role="listbox" aria-label={t('transfer.targets')} className={styles.targets} tabIndex={-1}>
          {shown.map((one) => (
            <div
              key={one.key}
              id={`${listId}-${one.key}`}
              role="option"
              tabIndex={-1}
              aria-selected={one === target}
              className={styles.target}
              data-state={one.state ?? 'ready'}
              data-testid="transfer-target"
              onClick={() => setChosen(one.key)}
              onKeyDown={() => {}}
            >
              <strong>{nameOf(one)}</strong>
              <span className={styles.hint}>{hintOf(one)}</span>
              {one.state !== null && (
                <span className={styles.state}>
                  <Icon name={stateIcons[one.state]} size={16} />
                  {t(`transfer.state.${one.state}`)}
                </span>
              )}
            </div>
          ))}
        </div>
        <p role="status" className={shown.length > 0 ? 'visually-hidden' : undefined}>
          {shown.length > 0 ? (target ? nameOf(target) : '') : t('transfer.none')}
        </p>
        {mode === 'consult' && <Text size="sm">{t('transfer.consultHint')}</Text>}
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {t('common.cancel')}
          </Button>
          <Button
            variant={mode === 'blind' ? 'filled' : 'default'}
            disabled={target === undefined || !targets.can.blind}
            loading={pending}
            onClick={() => go('blind')}
            data-testid="transfer-blind"
          >
            {t('transfer.blind')}
          </Button>
          {mode === 'consult' && (
            <Button type="submit" loading={pending} data-testid="transfer-consult">
              {t('transfer.consult')}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}

const stateIcons = { ready: 'check', talking: 'phone', away: 'pause', unreachable: 'cross' } as const;
