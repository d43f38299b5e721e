import { Code } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { figureWords } from '../../../../server/contract/figure-words.ts';
import type { ReportTokenCard } from '../../../../server/contract/report-tokens.ts';
import { dayAndTime } from '../../model/format.ts';
import { useLanguage, useWorkplace } from '../shared/context.tsx';
import { RevokeButton } from '../shared/revoke-button.tsx';
import styles from './tokens.module.css';

interface Props {
  readonly token: ReportTokenCard;
  readonly busy: boolean;
  readonly revoke: () => void;
}

/** One token; of one that is over, what ended it and when. */
export function TokenRow({ token, busy, revoke }: Props) {
  const { t } = useTranslation();
  const { office } = useWorkplace().desk;
  const language = useLanguage();
  const { name, prefix, reports, addedByName, addedAt, expiresAt, usedAt, revokedAt, live } = token;
  const when = (at: number) => dayAndTime(at, office.timeZone, language);
  const over =
    revokedAt === null ? t('tokens.expired', { at: when(expiresAt) }) : t('tokens.revokedAt', { at: when(revokedAt) });
  return (
    <tr data-testid="token-row" data-live={live}>
      <th scope="row">
        {name}
        <br />
        <span className="visually-hidden">{t('tokens.begins')}: </span>
        <Code>{prefix}…</Code>
      </th>
      <td>{reports.map((report) => figureWords[language].reports[report]).join(', ')}</td>
      <td>{t('tokens.addedBy', { name: addedByName, at: when(addedAt) })}</td>
      <td>{usedAt === null ? t('tokens.never') : t('tokens.usedAt', { at: when(usedAt) })}</td>
      <td className={live ? undefined : styles.over}>{live ? t('tokens.expires', { at: when(expiresAt) }) : over}</td>
      <td>
        {live && (
          <RevokeButton
            label={t('tokens.revoke')}
            sureLabel={t('tokens.revokeSure')}
            of={name}
            busy={busy}
            revoke={revoke}
            testId="token-revoke"
          />
        )}
      </td>
    </tr>
  );
}
