import { Alert } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { SopList, SopVersionCard } from '../../../../server/contract/sops.ts';
import { dayAndTime } from '../../model/format.ts';
import { useLanguage, useWorkplace } from '../shared/context.tsx';
import { useProblemText } from '../shared/save.tsx';
import tables from '../shared/table.module.css';
import { goTo, hrefOf, type VersionName } from '../shell/route.ts';
import { Phase } from './phase.tsx';
import { SopDetail } from './sop-detail.tsx';
import styles from './sops.module.css';

/** The procedures of the office and their versions. */
export function SopsPage({ opened }: { opened: VersionName | null }) {
  return opened === null ? <Versions /> : <SopDetail key={`${opened.id} ${opened.version}`} {...opened} />;
}

function Versions() {
  const { t } = useTranslation();
  const { rest } = useWorkplace().desk;
  const problemText = useProblemText();
  const list = useQuery({
    queryKey: ['sops'],
    queryFn: () => rest.call('listSops', {}),
    // A version that waits comes into force by itself, and another server may have published one.
    refetchInterval: 5_000,
  });
  return (
    <div className={styles.page}>
      <h1>{t('sops.title')}</h1>
      {list.isPending && <p>{t('sops.loading')}</p>}
      {list.isError && <p role="alert">{problemText(list.error)}</p>}
      {list.data !== undefined && <Refused files={list.data.refused} />}
      {inUseFirst(list.data?.sops ?? []).map((sop) => (
        <Sop key={sop.id} sop={sop} />
      ))}
    </div>
  );
}

const inUseFirst = (sops: SopList['sops']): SopList['sops'] =>
  sops.toSorted((a, b) => Number(a.services.length === 0) - Number(b.services.length === 0));

function Refused({ files }: { files: SopList['refused'] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (files.length === 0) return null;
  return (
    <Alert color="red" variant="light" title={t('sops.refusedTitle')} mt="sm" data-testid="sops-refused">
      <ul className={styles.refused}>
        {files.flatMap(({ file, faults }) =>
          faults.map((fault) => (
            <li key={`${file} ${fault.line} ${fault.place} ${fault.en}`}>
              <code>
                {file}
                {fault.line !== null && `:${fault.line}`}
              </code>{' '}
              {fault[language]}
            </li>
          )),
        )}
      </ul>
    </Alert>
  );
}

function Sop({ sop }: { sop: SopList['sops'][number] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const newest = sop.versions.find(({ phase }) => phase === 'in-force') ?? sop.versions.at(-1);
  const services = sop.services.map((name) => name[language]).join(', ');
  return (
    <section className={styles.sop} aria-labelledby={`sop-${sop.id}`}>
      <h2 id={`sop-${sop.id}`}>{newest?.title[language] ?? sop.id}</h2>
      <p className={styles.muted}>
        {t('sops.services')}: {services || t('sops.noServices', { id: sop.id })}
      </p>
      <table className={`${tables.table} ${styles.table}`}>
        <thead>
          <tr>
            <th scope="col">{t('sops.version')}</th>
            <th scope="col">{t('sops.status')}</th>
            <th scope="col">{t('sops.inForceFrom')}</th>
            <th scope="col">{t('sops.saved')}</th>
            <th scope="col">{t('sops.published')}</th>
            <th scope="col">{t('sops.retired')}</th>
          </tr>
        </thead>
        <tbody>
          {sop.versions.map((version) => (
            <VersionRow key={version.version} card={version} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function VersionRow({ card }: { card: SopVersionCard }) {
  const { t } = useTranslation();
  const { office } = useWorkplace().desk;
  const language = useLanguage();
  const { id, version } = card;
  const route = { page: 'sops', sop: { id, version } } as const;
  const when = (at: number) => dayAndTime(at, office.timeZone, language);
  const did = (at: number | null, who: string | null) =>
    at === null ? t('sops.none') : t('sops.by', { when: when(at), who: who ?? t(`sops.origin.${card.origin}`) });
  const open = (event: MouseEvent): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    goTo(route);
  };
  const since = card.inForceFrom === null ? t('sops.always') : when(card.inForceFrom);
  return (
    <tr data-testid="sop-version" data-sop={id} data-version={version}>
      <td className={styles.short}>
        <a href={hrefOf(route)} onClick={open}>
          {id} {version}
        </a>
      </td>
      <td>
        <Phase phase={card.phase} />
      </td>
      <td>{card.publishedAt === null ? t('sops.none') : since}</td>
      <td>{did(card.savedAt, card.savedBy)}</td>
      <td>{did(card.publishedAt, card.publishedBy)}</td>
      <td>{did(card.retiredAt, card.retiredBy)}</td>
    </tr>
  );
}
