import '@mantine/core/styles/Tabs.css';
import { Alert, Button, Group, Tabs } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SopVersionDetail } from '../../../../server/contract/sops.ts';
import { ApiProblem } from '../../wire/problem.ts';
import { ScrollSection } from '../floor/scroll-section.tsx';
import { useLanguage, useWorkplace } from '../shared/context.tsx';
import { Icon } from '../shared/icons.tsx';
import { useProblemText } from '../shared/save.tsx';
import tables from '../shared/table.module.css';
import { goTo, type VersionName } from '../shell/route.ts';
import { Phase } from './phase.tsx';
import { PublishSop, RetireSop } from './sop-actions.tsx';
import { SopDiagram } from './sop-diagram.tsx';
import { SopEditor } from './sop-editor.tsx';
import { SopPreviewPanel } from './sop-preview.tsx';
import styles from './sops.module.css';

/** One version: its text, its table as printed, its drawing, what it would have meant, and what can be done with it. */
export function SopDetail({ id, version }: VersionName) {
  const { t } = useTranslation();
  const { rest } = useWorkplace().desk;
  const problemText = useProblemText();
  const found = useQuery({
    queryKey: ['sop', id, version],
    queryFn: () => rest.call('getSop', { params: { sopId: id, version } }),
    refetchInterval: (query) => (query.state.data?.phase === 'waiting' ? 2_000 : false),
  });
  const missing = found.error instanceof ApiProblem && found.error.status === 404;
  return (
    <div className={styles.page}>
      <Button
        variant="subtle"
        size="compact-md"
        mb="sm"
        leftSection={<Icon name="back" />}
        onClick={() => goTo({ page: 'sops', sop: null })}
      >
        {t('sops.back')}
      </Button>
      {found.isPending && <p>{t('sops.loading')}</p>}
      {found.isError && <p role="alert">{missing ? t('sops.notFound') : problemText(found.error)}</p>}
      {found.data !== undefined && <Detail detail={found.data} />}
    </div>
  );
}

function Detail({ detail }: { detail: SopVersionDetail }) {
  const { t } = useTranslation();
  const { me } = useWorkplace().desk;
  const language = useLanguage();
  const queries = useQueryClient();
  const [done, setDone] = useState<string | null>(null);
  const changed = (text: string) => {
    setDone(text);
    void queries.invalidateQueries({ queryKey: ['sops'] });
    void queries.invalidateQueries({ queryKey: ['sop', detail.id] });
  };
  const editor = me.role === 'admin';
  // Whoever works by it reads it as it is printed; its text and what another would have meant are for whoever answers for it.
  const tabs =
    editor || me.role === 'head' ? (['text', 'table', 'diagram', 'preview'] as const) : (['table', 'diagram'] as const);
  return (
    <article className={styles.detail} data-testid="sop" data-phase={detail.phase}>
      <Group justify="space-between" align="start">
        <div>
          <h1>{detail.title[language]}</h1>
          <p className={styles.muted}>
            {detail.id} {detail.version} · <Phase phase={detail.phase} />
          </p>
        </div>
        {editor && (
          <Group gap="sm">
            {(detail.phase === 'draft' || detail.phase === 'retired') && <PublishSop card={detail} done={changed} />}
            {detail.phase !== 'retired' && <RetireSop card={detail} done={changed} />}
          </Group>
        )}
      </Group>
      {done !== null && (
        <Alert color="teal" variant="light" role="status" data-testid="sop-done">
          {done}
        </Alert>
      )}
      <Tabs defaultValue={tabs[0]} keepMounted={false}>
        <Tabs.List aria-label={t('sops.title')}>
          {tabs.map((name) => (
            <Tabs.Tab key={name} value={name} data-testid={`sop-tab-${name}`}>
              {t(`sops.tab.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="text" pt="md">
          <SopEditor detail={detail} editable={editor} saved={changed} />
        </Tabs.Panel>
        <Tabs.Panel value="table" pt="md">
          <PrintedTable detail={detail} />
        </Tabs.Panel>
        <Tabs.Panel value="diagram" pt="md">
          <SopDiagram detail={detail} />
        </Tabs.Panel>
        <Tabs.Panel value="preview" pt="md">
          <SopPreviewPanel id={detail.id} version={detail.version} />
        </Tabs.Panel>
      </Tabs>
    </article>
  );
}

/** The procedure as its document prints it, with our readings below. */
function PrintedTable({ detail }: { detail: SopVersionDetail }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { head, heading, rows, readings } = detail.table[language];
  return (
    <>
      <dl className={styles.head} data-testid="sop-head">
        {head.facts.map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        {head.lists.map(({ name, items }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <ol>
                {items.map((item) => (
                  <li key={item}>{item}</li>
                ))}
              </ol>
            </dd>
          </div>
        ))}
      </dl>
      <h2 className="visually-hidden" id="sop-table">
        {t('sops.tab.table')}
      </h2>
      <ScrollSection className={styles.wide} labelledBy="sop-table">
        <table className={`${tables.table} ${styles.table} ${styles.inside}`} data-testid="sop-table">
          <thead>
            <tr>
              {heading.map((cell) => (
                <th scope="col" key={cell}>
                  {cell}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={`${row[0]} ${row[1]}`}>
                {row.map((cell, column) => (
                  <td key={heading[column]}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollSection>
      <h2>{t('sops.readings')}</h2>
      <ul className={styles.readings}>
        {readings.map((reading) => (
          <li key={reading}>{reading}</li>
        ))}
      </ul>
    </>
  );
}
