import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OpenReport } from '../../../../server/contract/actions.ts';
import { momentIn } from '../../model/format.ts';
import { checkBody } from '../../wire/check.ts';
import { deskChannels } from '../../wire/contract.ts';
import { fieldCodes } from '../../wire/problem.ts';
import { useLanguage, useWorkplace } from '../shared/context.tsx';
import { useNote } from '../shared/notes.ts';
import { SaveRow, type Saving, useFieldText } from '../shared/save.tsx';
import styles from './report.module.css';
import { SavedReport } from './saved-report.tsx';

const idle: Saving = { busy: false, error: null, codes: {} };

/** Takes down a report that came without a call; the answer is its ticket number. */
export function ReportPage() {
  const [saved, setSaved] = useState<{ caseId: string; ticketNumber: string } | null>(null);
  if (saved !== null) return <SavedReport {...saved} again={() => setSaved(null)} />;
  return <ReportForm saved={setSaved} />;
}

function ReportForm({ saved }: { saved: (report: { caseId: string; ticketNumber: string }) => void }) {
  const { t } = useTranslation();
  const { rest, office } = useWorkplace().desk;
  const language = useLanguage();
  const fieldText = useFieldText();
  const found = useQuery({ queryKey: ['services'], queryFn: () => rest.call('services', {}) });
  // Whoever stands before the agent comes first, wherever the office's file has that door.
  const doors = deskChannels.flatMap((channel) => found.data?.services.filter((one) => one.channel === channel) ?? []);
  const [serviceId, setServiceId] = useState<string | null>(null);
  const [complaint, write, forget] = useNote('report', 'complaint');
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
    const codes = checkBody('openReport', body);
    if (Object.keys(codes).length > 0) return setSaving({ ...idle, codes });
    setSaving({ ...idle, busy: true });
    try {
      const { caseId, ticketNumber } = await rest.command('openReport', { body, idempotencyKey: key.current });
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
    'data-testid': `report-${name}`,
  });

  if (found.isSuccess && doors.length === 0) return <p className={styles.page}>{t('report.none')}</p>;
  return (
    <form className={styles.page} onSubmit={(event) => void submit(event)} data-panel="report" noValidate>
      <h1>{t('report.title')}</h1>
      <p className={styles.muted}>{t('report.intro')}</p>
      <NativeSelect
        label={t('report.service')}
        value={chosen}
        onChange={(event) => setServiceId(event.currentTarget.value)}
        error={fieldText(saving.codes.serviceId)}
        data={doors.map(({ id, name, sop }) => ({ value: id, label: `${name[language]} – ${sop[language]}` }))}
        data-testid="report-service"
      />
      <Textarea
        mt="sm"
        label={t('report.field.complaint')}
        value={complaint}
        onChange={(event) => write(event.currentTarget.value)}
        error={fieldText(saving.codes.complaint)}
        required
        autosize
        minRows={4}
        maxRows={14}
        maxLength={8000}
        data-testid="report-complaint"
      />
      <div className={styles.two}>
        <TextInput label={t('report.field.callerName')} {...field('callerName')} maxLength={120} />
        <TextInput label={t('report.field.phone')} {...field('phone')} inputMode="tel" maxLength={64} />
        <TextInput label={t('report.field.address')} {...field('address')} maxLength={240} />
        <TextInput label={t('report.field.nik')} {...field('nik')} inputMode="numeric" maxLength={32} />
        <TextInput
          label={t('report.receivedAt')}
          {...field('receivedAt')}
          description={undefined}
          type="datetime-local"
        />
      </div>
      <SaveRow saving={saving} label={t('report.save')} testId="report-save" />
    </form>
  );
}

function bodyOf(
  serviceId: string,
  complaint: string,
  { receivedAt, ...person }: { callerName: string; address: string; nik: string; phone: string; receivedAt: string },
  timeZone: string,
): OpenReport {
  const given = Object.entries(person).filter(([, value]) => value.trim() !== '');
  const at = momentIn(receivedAt, timeZone);
  return { serviceId, complaint, ...Object.fromEntries(given), ...(at === null ? {} : { receivedAt: at }) };
}
