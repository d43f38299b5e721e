import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TakeIntake } from '../../../../server/contract/actions.ts';
import { momentIn } from '../../model/format.ts';
import { checkBody } from '../../wire/check.ts';
import { deskChannels } from '../../wire/contract.ts';
import { fieldCodes } from '../../wire/problem.ts';
import { useLanguage, useWorkplace } from '../shared/context.tsx';
import { useNote } from '../shared/notes.ts';
import { SaveRow, type Saving, useFieldText } from '../shared/save.tsx';
import styles from './intake.module.css';
import { SavedIntake } from './saved-intake.tsx';

const idle: Saving = { busy: false, error: null, codes: {} };

/** Takes down a report that came without a call; the answer is its ticket number. */
export function IntakePage() {
  const [saved, setSaved] = useState<{ caseId: string; ticketNumber: string } | null>(null);
  if (saved !== null) return <SavedIntake {...saved} again={() => setSaved(null)} />;
  return <IntakeForm saved={setSaved} />;
}

function IntakeForm({ saved }: { saved: (intake: { caseId: string; ticketNumber: string }) => void }) {
  const { t } = useTranslation();
  const { rest, office } = useWorkplace().desk;
  const language = useLanguage();
  const fieldText = useFieldText();
  const found = useQuery({ queryKey: ['services'], queryFn: () => rest.call('services', {}) });
  // Whoever stands before the agent comes first, wherever the office's file has that door.
  const doors = deskChannels.flatMap((channel) => found.data?.services.filter((one) => one.channel === channel) ?? []);
  const [serviceId, setServiceId] = useState<string | null>(null);
  const [complaint, write, forget] = useNote('intake', 'complaint');
  // Of the citizen's own data nothing is kept in the browser.
  const [person, setPerson] = useState({ callerName: '', address: '', nik: '', phone: '', receivedAt: '' });
  const [saving, setSaving] = useState<Saving>(idle);
  // The same report asked again after a lost answer is the same ticket.
  const key = useRef(crypto.randomUUID());
  const chosen = serviceId ?? doors[0]?.id ?? '';

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (saving.busy) return;
    const body = bodyOf(chosen, complaint, person, office.timeZone);
    const codes = checkBody('takeIntake', body);
    if (Object.keys(codes).length > 0) return setSaving({ ...idle, codes });
    setSaving({ ...idle, busy: true });
    try {
      const { caseId, ticketNumber } = await rest.command('takeIntake', { body, idempotencyKey: key.current });
      forget();
      saved({ caseId, ticketNumber });
    } catch (error) {
      setSaving({ busy: false, error, codes: fieldCodes(error) });
    }
  };
  const field = (name: keyof typeof person) => ({
    value: person[name],
    onChange: (event: { currentTarget: { value: string } }) =>
      setPerson({ ...person, [name]: event.currentTarget.value }),
    error: fieldText(saving.codes[name]),
    description: t('actions.optional'),
    autoComplete: 'off',
    mt: 'sm',
    'data-testid': `intake-${name}`,
  });

  if (found.isSuccess && doors.length === 0) return <p className={styles.page}>{t('intake.none')}</p>;
  return (
    <form className={styles.page} onSubmit={(event) => void submit(event)} data-panel="intake" noValidate>
      <h1>{t('intake.title')}</h1>
      <p className={styles.muted}>{t('intake.intro')}</p>
      <NativeSelect
        label={t('intake.service')}
        value={chosen}
        onChange={(event) => setServiceId(event.currentTarget.value)}
        error={fieldText(saving.codes.serviceId)}
        data={doors.map(({ id, name, sop }) => ({ value: id, label: `${name[language]} – ${sop[language]}` }))}
        data-testid="intake-service"
      />
      <Textarea
        mt="sm"
        label={t('intake.field.complaint')}
        value={complaint}
        onChange={(event) => write(event.currentTarget.value)}
        error={fieldText(saving.codes.complaint)}
        required
        autosize
        minRows={4}
        maxRows={14}
        maxLength={8000}
        data-testid="intake-complaint"
      />
      <div className={styles.two}>
        <TextInput label={t('intake.field.callerName')} {...field('callerName')} maxLength={120} />
        <TextInput label={t('intake.field.phone')} {...field('phone')} inputMode="tel" maxLength={64} />
        <TextInput label={t('intake.field.address')} {...field('address')} maxLength={240} />
        <TextInput label={t('intake.field.nik')} {...field('nik')} inputMode="numeric" maxLength={32} />
        <TextInput
          label={t('intake.receivedAt')}
          {...field('receivedAt')}
          description={undefined}
          type="datetime-local"
        />
      </div>
      <SaveRow saving={saving} label={t('intake.save')} testId="intake-save" />
    </form>
  );
}

function bodyOf(
  serviceId: string,
  complaint: string,
  { receivedAt, ...person }: { callerName: string; address: string; nik: string; phone: string; receivedAt: string },
  timeZone: string,
): TakeIntake {
  const given = Object.entries(person).filter(([, value]) => value.trim() !== '');
  const at = momentIn(receivedAt, timeZone);
  return { serviceId, complaint, ...Object.fromEntries(given), ...(at === null ? {} : { receivedAt: at }) };
}
