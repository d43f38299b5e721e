import { Button, Group, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface Props {
  readonly kind: 'mobile' | 'email';
  /** What is stored; the whole never comes back. */
  readonly masked: string | null;
  /** Undefined: stays as it is; empty: forgotten. */
  readonly typed: string | undefined;
  readonly change: (typed: string | undefined) => void;
  readonly error: string | undefined;
}

/** An address that is shown masked, replaced by typing another, or forgotten. */
export function AddressField({ kind, masked, typed, change, error }: Props) {
  const { t } = useTranslation();
  if (typed === '' && masked !== null) {
    return (
      <Group gap="sm">
        <Text size="sm" role="status">
          <strong>{t(`notify.${kind}`)}</strong>: {t('notify.forgotten')}
        </Text>
        <Button size="compact-sm" variant="default" onClick={() => change(undefined)}>
          {t('notify.keep')}
        </Button>
      </Group>
    );
  }
  return (
    <div>
      <TextInput
        type={kind === 'mobile' ? 'tel' : 'email'}
        label={t(`notify.${kind}`)}
        description={masked === null ? t('notify.notStored') : t('notify.stored', { masked })}
        autoComplete="off"
        value={typed ?? ''}
        // What is typed and taken back again leaves what is stored.
        onChange={(event) => change(event.currentTarget.value === '' ? undefined : event.currentTarget.value)}
        error={error}
        data-testid={`contact-${kind}`}
      />
      {masked !== null && (
        <Button
          mt={4}
          size="compact-sm"
          variant="subtle"
          onClick={() => change('')}
          data-testid={`contact-${kind}-forget`}
        >
          {t('notify.forget')}
        </Button>
      )}
    </div>
  );
}
