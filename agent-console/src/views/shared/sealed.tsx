import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AskedReason } from './asked-reason.tsx';
import { useWorkplace } from './context.tsx';
import { Icon } from './icons.tsx';
import styles from './sealed.module.css';
import { useShown } from './use-shown.ts';

const shownSeconds = 30;

interface Props {
  readonly caseId: string;
  readonly field: 'phone' | 'nik';
  readonly masked: string;
  /** Named, on a dark ground. */
  readonly dark?: boolean;
}

/** A masked number; showing it asks for a reason, leaves a trace on the server, and lasts half a minute. */
export function Sealed({ caseId, field, masked, dark = false }: Props) {
  const { t } = useTranslation();
  const { rest } = useWorkplace().desk;
  const [asking, setAsking] = useState(false);
  const { shown, show, hide } = useShown<string>(shownSeconds);
  return (
    <span className={styles.sealed} data-dark={dark}>
      {dark && field === 'nik' && <span>NIK</span>}
      <span className={styles.value} data-testid={`sealed-${field}`} data-open={shown !== null}>
        {shown?.value ?? masked}
      </span>
      {shown === null ? (
        <button
          type="button"
          aria-label={t(`reveal.${field}Title`)}
          title={t(`reveal.${field}Title`)}
          data-testid={`reveal-${field}`}
          onClick={() => setAsking(true)}
        >
          <Icon name="eye" size={16} />
        </button>
      ) : (
        <button type="button" onClick={hide} title={t('reveal.hides', { count: shown.left })}>
          <span className="visually-hidden">{t('reveal.hide')} </span>
          <span aria-hidden="true">{shown.left}</span>
        </button>
      )}
      {asking && (
        <AskedReason
          title={t(`reveal.${field}Title`)}
          submit={t('reveal.show')}
          testId="reveal"
          of="reveal"
          body={(reason) => ({ field, reason })}
          ask={async (reason) => {
            const { value } = await rest.call('reveal', { params: { caseId }, body: { field, reason } });
            show(value ?? t('reveal.none'));
          }}
          close={() => setAsking(false)}
        />
      )}
    </span>
  );
}
