import { Alert, Button, Checkbox, Group, NativeSelect, Radio, SimpleGrid, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Contact, ContactMeans } from '../../../../server/contract/notifications.ts';
import { contactMeans } from '../../wire/contract.ts';
import { fieldCodes } from '../../wire/problem.ts';
import { useWorkplace } from '../shared/context.tsx';
import { Dialog } from '../shared/dialog.tsx';
import { useFieldText, useProblemText, useUnsavedText } from '../shared/save.tsx';
import { AddressField } from './address-field.tsx';
import styles from './notify-dialog.module.css';

/** How the person who is logged in is told of alerts away from the screen. */
export function NotifyDialog({ close }: { close: () => void }) {
  const { t } = useTranslation();
  const { rest } = useWorkplace().desk;
  const problemText = useProblemText();
  const found = useQuery({ queryKey: ['my-contact'], queryFn: () => rest.call('myContact', {}) });
  return (
    <Dialog title={t('notify.title')} close={close} size="xl">
      {found.isPending && <p>{t('app.loading')}</p>}
      {found.isError && <p role="alert">{problemText(found.error)}</p>}
      {found.data !== undefined && <ContactForm contact={found.data} />}
    </Dialog>
  );
}

const ownHours = /^\d\d:\d\d-\d\d:\d\d$/u;

/** Hours by the half, and whatever stands there now. */
function halfHours(now: string): string[] {
  const all = Array.from({ length: 48 }, (_, n) => `${String(n >> 1).padStart(2, '0')}:${n % 2 === 0 ? '00' : '30'}`);
  return [...new Set([...all, now])].sort();
}

function ContactForm({ contact }: { contact: Contact }) {
  const { t } = useTranslation();
  const { rest } = useWorkplace().desk;
  const queries = useQueryClient();
  const fieldText = useFieldText();
  const unsavedText = useUnsavedText();
  /** Undefined: as it is; empty: forgotten. */
  const [mobile, setMobile] = useState<string>();
  const [email, setEmail] = useState<string>();
  const [escalations, setEscalations] = useState<readonly ContactMeans[]>(contact.escalations);
  const [own, setOwn] = useState<readonly ContactMeans[]>(contact.own);
  const isOwn = ownHours.test(contact.quiet);
  const [kind, setKind] = useState(isOwn ? 'own' : contact.quiet);
  const [from, setFrom] = useState(isOwn ? contact.quiet.slice(0, 5) : '21:00');
  const [to, setTo] = useState(isOwn ? contact.quiet.slice(6) : '06:00');
  const save = useMutation({
    mutationFn: () =>
      rest.command('changeMyContact', {
        body: {
          ...(mobile !== undefined && { mobile }),
          ...(email !== undefined && { email }),
          escalations: [...escalations],
          own: [...own],
          quiet: kind === 'own' ? `${from}-${to}` : kind,
        },
      }),
    onSuccess: (changed) => {
      queries.setQueryData(['my-contact'], changed);
      setMobile(undefined);
      setEmail(undefined);
    },
  });
  const codes = fieldCodes(save.error);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    save.mutate();
  };
  const toggled = (list: readonly ContactMeans[], means: ContactMeans): ContactMeans[] =>
    contactMeans.filter((each) => (each === means) !== list.includes(each));
  return (
    <form onSubmit={submit} data-testid="contact">
      <Stack gap="sm">
        <Text size="sm">{t('notify.intro')}</Text>
        <SimpleGrid cols={2} spacing="md">
          <AddressField
            kind="mobile"
            masked={contact.mobileMasked}
            typed={mobile}
            change={setMobile}
            error={fieldText(codes.mobile)}
          />
          <AddressField
            kind="email"
            masked={contact.emailMasked}
            typed={email}
            change={setEmail}
            error={fieldText(codes.email)}
          />
        </SimpleGrid>
        <table className={styles.means}>
          <thead>
            <tr>
              <th scope="col">{t('notify.by')}</th>
              <th scope="col">{t('notify.escalations')}</th>
              <th scope="col">{t('notify.own')}</th>
            </tr>
          </thead>
          <tbody>
            {contactMeans.map((means) => (
              <tr key={means}>
                <th scope="row">
                  {t(`means.${means}`)}
                  {!contact.available.includes(means) && <small>{t('notify.notSetUp')}</small>}
                </th>
                <td>
                  <Checkbox
                    checked={escalations.includes(means)}
                    onChange={() => setEscalations(toggled(escalations, means))}
                    aria-label={`${t(`means.${means}`)}: ${t('notify.escalations')}`}
                    data-testid={`escalations-${means}`}
                  />
                </td>
                <td>
                  <Checkbox
                    checked={own.includes(means)}
                    onChange={() => setOwn(toggled(own, means))}
                    aria-label={`${t(`means.${means}`)}: ${t('notify.own')}`}
                    data-testid={`own-${means}`}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        <Text size="sm" c="var(--muted)">
          {t('notify.ownHint')}
        </Text>
        <Radio.Group
          label={t('notify.quiet')}
          description={t('notify.quietHint')}
          value={kind}
          onChange={setKind}
          error={fieldText(codes.quiet)}
        >
          <Stack gap={6} mt={6}>
            <Radio
              value="office"
              label={
                contact.officeQuiet === 'none'
                  ? t('notify.quietOfficeNone')
                  : t('notify.quietOffice', { hours: contact.officeQuiet })
              }
            />
            <Radio value="none" label={t('notify.quietNone')} />
            <Group gap="sm">
              <Radio value="own" label={t('notify.quietOwn')} data-testid="quiet-own" />
              {kind === 'own' && (
                <>
                  <NativeSelect
                    aria-label={t('notify.from')}
                    data={halfHours(from)}
                    value={from}
                    onChange={(event) => setFrom(event.currentTarget.value)}
                  />
                  –
                  <NativeSelect
                    aria-label={t('notify.to')}
                    data={halfHours(to)}
                    value={to}
                    onChange={(event) => setTo(event.currentTarget.value)}
                  />
                </>
              )}
            </Group>
          </Stack>
        </Radio.Group>
        {save.isError && (
          <Alert color="red" variant="light" role="alert">
            <Text size="sm">{unsavedText(save.error)}</Text>
          </Alert>
        )}
        <Group gap="sm">
          <Button type="submit" loading={save.isPending} data-testid="contact-save">
            {t('notify.save')}
          </Button>
          <span role="status" data-testid="contact-saved">
            {save.isSuccess ? t('notify.saved') : ''}
          </span>
        </Group>
      </Stack>
    </form>
  );
}
