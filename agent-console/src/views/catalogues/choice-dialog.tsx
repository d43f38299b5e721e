import { Alert, Button, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { checkBody } from '../../wire/check.ts';
import { fieldCodes } from '../../wire/problem.ts';
import { useWorkplace } from '../shared/context.tsx';
import { Dialog } from '../shared/dialog.tsx';
import { useFieldText, useUnsavedText } from '../shared/save.tsx';
import type { ChoiceCard } from './choice-table.tsx';

interface Props {
  readonly of: { readonly catalogue: string; readonly list: string };
  /** As it is now, also while the dialog is open; null: a new one. */
  readonly choice: ChoiceCard | null;
  readonly close: () => void;
  readonly done: () => void;
  /** It was refused: it may have been changed by somebody else. */
  readonly refused: () => void;
}

/** A choice's code and names. */
export function ChoiceDialog({ of, choice, close, done, refused }: Props) {
  const { t } = useTranslation();
  const { rest } = useWorkplace().desk;
  const fieldText = useFieldText();
  const unsavedText = useUnsavedText();
  const [code, setCode] = useState(choice?.code ?? '');
  const [name, setName] = useState(choice?.name ?? { id: '', en: '' });
  const [codes, setCodes] = useState<Readonly<Record<string, string>>>({});
  const form = useRef<HTMLFormElement>(null);
  const was = choice && { name: choice.name, retired: choice.retired };
  const body = { name, retired: choice?.retired ?? false, was };
  const save = useMutation({
    mutationFn: () => rest.call('saveChoice', { params: { ...of, code: code.trim() }, body }),
    onSuccess: done,
    onError: (error) => {
      setCodes(fieldCodes(error));
      refused();
    },
    gcTime: 0,
  });
  const faulty = Object.keys(codes).join(' ');
  useEffect(() => {
    if (faulty !== '') form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [faulty]);
  const send = (event: FormEvent): void => {
    event.preventDefault();
    const wrong = {
      ...checkBody('saveChoice', body),
      ...(name.id.trim() === '' && { name: 'required' }),
      ...(code.trim() === ''
        ? { code: 'required' }
        : !/^[a-z][a-z0-9_]{0,39}$/.test(code.trim()) && { code: 'code_invalid' }),
    };
    setCodes(wrong);
    if (Object.keys(wrong).length === 0) save.mutate();
  };
  return (
    <Dialog title={t(choice === null ? 'catalogues.add' : 'catalogues.edit')} close={close} testId="choice-dialog">
      <form onSubmit={send} noValidate ref={form}>
        <Stack>
          {choice === null && (
            <TextInput
              label={t('catalogues.code')}
              description={t('catalogues.codeHint')}
              value={code}
              onChange={(event) => setCode(event.currentTarget.value)}
              error={fieldText(codes.code)}
              autoComplete="off"
              spellCheck={false}
              maxLength={40}
              data-autofocus
              data-testid="choice-code"
            />
          )}
          {(['id', 'en'] as const).map((language) => (
            <TextInput
              key={language}
              label={t(language === 'id' ? 'catalogues.nameId' : 'catalogues.nameEn')}
              description={language === 'en' ? t('catalogues.nameEnHint') : undefined}
              value={name[language]}
              onChange={(event) => setName({ ...name, [language]: event.currentTarget.value })}
              error={language === 'id' ? fieldText(codes.name) : undefined}
              maxLength={120}
              {...(choice !== null && language === 'id' && { 'data-autofocus': true })}
              data-testid={`choice-name-${language}`}
            />
          ))}
          {save.error !== null && (
            <Alert color="red" variant="light" role="alert" data-testid="choice-problem">
              {unsavedText(save.error)}
            </Alert>
          )}
          <Button type="submit" loading={save.isPending} data-testid="choice-save" data-primary>
            {t('catalogues.save')}
          </Button>
        </Stack>
      </form>
    </Dialog>
  );
}
