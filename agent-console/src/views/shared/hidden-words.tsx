import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Revealed } from '../../../../server/contract/case.ts';
import { AskedReason } from './asked-reason.tsx';
import { useLanguage, useWorkplace } from './context.tsx';
import { Icon } from './icons.tsx';
import { useShown } from './use-shown.ts';
import styles from './words.module.css';

const field = 'words';
const shownSeconds = 60;

/** What was written in a case before numbers in it were hidden; asks for a reason, which the server keeps. */
export function HiddenWords({ caseId }: { caseId: string }) {
  const { t } = useTranslation();
  const { rest } = useWorkplace().desk;
  const [asking, setAsking] = useState(false);
  const { shown, show, hide } = useShown<Revealed['words']>(shownSeconds);
  return (
    <>
      {shown === null ? (
        <p className={styles.row}>
          {t('hidden.some')}
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<Icon name="eye" size={16} />}
            onClick={() => setAsking(true)}
            data-testid="reveal-words"
          >
            {t('hidden.show')}
          </Button>
        </p>
      ) : (
        <Open words={shown.value} left={shown.left} hide={hide} />
      )}
      {asking && (
        <AskedReason
          title={t('hidden.title')}
          submit={t('reveal.show')}
          testId="reveal"
          of="reveal"
          body={(reason) => ({ field, reason })}
          ask={async (reason) =>
            show((await rest.call('reveal', { params: { caseId }, body: { field, reason } })).words)
          }
          close={() => setAsking(false)}
        />
      )}
    </>
  );
}

interface OpenProps {
  readonly words: Revealed['words'];
  readonly left: number;
  readonly hide: () => void;
}

function Open({ words, left, hide }: OpenProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <section className={styles.open} aria-label={t('hidden.title')} data-testid="hidden-words">
      {words.length === 0 && <p>{t('reveal.none')}</p>}
      <dl>
        {words.map(({ label, text }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: they come once, in their order
          <div key={index}>
            <dt>{label[language]}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <p className={styles.row}>
        <Button size="compact-sm" variant="default" onClick={hide} data-testid="hide-words">
          {t('reveal.hide')}
        </Button>
        <span aria-hidden="true">{t('reveal.hides', { count: left })}</span>
      </p>
    </section>
  );
}
