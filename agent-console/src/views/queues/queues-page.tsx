import { Alert, Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NotApplied, PlacedAgent, QueueOverview } from '../../../../server/contract/queues.ts';
import { levelNames } from '../../model/queue-form.ts';
import { useLanguage, useWorkplace } from '../shared/context.tsx';
import { Icon } from '../shared/icons.tsx';
import { useProblemText } from '../shared/save.tsx';
import tables from '../shared/table.module.css';
import { PlaceDialog } from './place-dialog.tsx';
import { QueueDialog } from './queue-dialog.tsx';
import styles from './queues.module.css';

type Queue = QueueOverview['queues'][number];

/** The queues of the office, and who takes part in which with which skills. What is saved holds on the exchange at once. */
export function QueuesPage() {
  const { t } = useTranslation();
  const { rest } = useWorkplace().desk;
  const problemText = useProblemText();
  const [edited, setEdited] = useState<Queue | 'new' | null>(null);
  const [placed, setPlaced] = useState<PlacedAgent | null>(null);
  const [said, setSaid] = useState<'saved' | 'removed' | null>(null);
  const list = useQuery({ queryKey: ['queues'], queryFn: () => rest.call('queues', {}), refetchInterval: 30_000 });
  const remove = useMutation({
    mutationFn: (queueId: string) => rest.call('removeQueue', { params: { queueId } }),
    onSuccess: ({ notApplied }) => setSaid(notApplied === null ? 'removed' : null),
    onSettled: () => list.refetch(),
    gcTime: 0,
  });
  const done = (notApplied: NotApplied): void => {
    setSaid(notApplied === null ? 'saved' : null);
    setEdited(null);
    setPlaced(null);
    void list.refetch();
  };
  const fault = remove.error ?? list.error;
  const { data } = list;
  return (
    <div className={styles.page}>
      <h1>{t('queues.title')}</h1>
      <p className={styles.muted}>{t('queues.hint')}</p>
      {fault !== null && (
        <Alert color="red" variant="light" role="alert" data-testid="queues-problem">
          {problemText(fault)}
        </Alert>
      )}
      {data !== undefined && data.notApplied !== null && (
        <Alert color="yellow" variant="light" role="alert" data-testid="queues-not-applied" data-why={data.notApplied}>
          {t(`queues.notApplied.${data.notApplied}`)}
        </Alert>
      )}
      <p className={styles.said} role="status" data-testid="queues-said">
        {said === null ? '' : t(`queues.${said}`)}
      </p>
      {data !== undefined && (
        <>
          {data.makes ? (
            <Button onClick={() => setEdited('new')} data-testid="queue-new">
              {t('queues.add')}
            </Button>
          ) : (
            <Alert color="yellow" variant="light">
              {t('queues.notHere')}
            </Alert>
          )}
          <table className={`${tables.table} ${tables.cards}`}>
            <caption className="visually-hidden">{t('queues.list')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('queues.name')}</th>
                <th scope="col">{t('queues.services')}</th>
                <th scope="col">{t('queues.skills')}</th>
                <th scope="col">{t('queues.people')}</th>
                <th scope="col">
                  <span className="visually-hidden">{t('queues.edit')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {data.queues.map((queue) => (
                <QueueRow
                  key={queue.id}
                  queue={queue}
                  of={data}
                  edit={() => setEdited(queue)}
                  remove={() => remove.mutate(queue.id)}
                />
              ))}
            </tbody>
          </table>
          <h2>{t('queues.people')}</h2>
          <table className={`${tables.table} ${tables.cards}`}>
            <caption className="visually-hidden">{t('queues.people')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('queues.people')}</th>
                <th scope="col">{t('queues.inQueues')}</th>
                <th scope="col">{t('queues.skills')}</th>
                <th scope="col">
                  <span className="visually-hidden">{t('queues.place')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {data.agents.map((agent) => (
                <AgentRow key={agent.userId} agent={agent} of={data} place={() => setPlaced(agent)} />
              ))}
            </tbody>
          </table>
          {edited !== null && (
            <QueueDialog queue={edited === 'new' ? null : edited} of={data} close={() => setEdited(null)} done={done} />
          )}
          {placed !== null && <PlaceDialog agent={placed} of={data} close={() => setPlaced(null)} done={done} />}
        </>
      )}
    </div>
  );
}

interface QueueRowProps {
  readonly queue: Queue;
  readonly of: QueueOverview;
  readonly edit: () => void;
  readonly remove: () => void;
}

function QueueRow({ queue, of, edit, remove }: QueueRowProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [sure, setSure] = useState(false);
  const { id, services, skills } = queue;
  const name = queue.name[language];
  const people = of.agents.filter(({ places }) => places.some((place) => place.queue === id)).length;
  const isFirst = id === of.first;
  const named = (from: QueueOverview['services'], ids: readonly string[]): string =>
    ids.map((one) => from.find((known) => known.id === one)?.name[language] ?? one).join(', ');
  return (
    <tr data-testid="queue-row" data-queue={id}>
      <th scope="row">
        {name} <span className={styles.muted}>{id}</span>
      </th>
      <td>{[named(of.services, services), isFirst ? t('queues.rest') : ''].filter((one) => one !== '').join(', ')}</td>
      <td>{skills.length === 0 ? t('queues.noSkills') : named(of.skills, skills)}</td>
      <td>
        {people > 0 ? (
          t('queues.members', { count: people })
        ) : (
          <span className={styles.warn} data-testid="queue-empty">
            <Icon name="warn" size={16} /> {t('queues.nobody')}
          </span>
        )}
      </td>
      <td className={styles.tools}>
        {of.makes && (
          <Button
            size="compact-sm"
            variant="default"
            onClick={edit}
            aria-label={`${t('queues.edit')}: ${name}`}
            data-testid="queue-edit"
          >
            {t('queues.edit')}
          </Button>
        )}
        {!isFirst && (
          <Button
            size="compact-sm"
            variant={sure ? 'filled' : 'default'}
            color={sure ? 'red' : undefined}
            onClick={() => {
              if (sure) remove();
              setSure(!sure);
            }}
            onBlur={() => setSure(false)}
            aria-label={`${t(sure ? 'queues.removeSure' : 'queues.remove')}: ${name}`}
            data-testid="queue-remove"
          >
            {t(sure ? 'queues.removeSure' : 'queues.remove')}
          </Button>
        )}
      </td>
    </tr>
  );
}

function AgentRow({ agent, of, place }: { agent: PlacedAgent; of: QueueOverview; place: () => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const nameOf = (id: string) => of.queues.find((queue) => queue.id === id)?.name[language] ?? id;
  const places = agent.places.map(({ queue, penalty }) =>
    penalty === 0 ? nameOf(queue) : `${nameOf(queue)} (${t('queues.order', { order: penalty + 1 })})`,
  );
  const skills = Object.entries(agent.skills).map(
    ([id, level]) =>
      `${of.skills.find((skill) => skill.id === id)?.name[language] ?? id}: ${t(`queues.level.${levelNames[level]}`)}`,
  );
  return (
    <tr data-testid="placed-agent" data-user-id={agent.userId}>
      <th scope="row">
        {agent.displayName} <span className={styles.muted}>{agent.extension ?? ''}</span>
      </th>
      <td>
        {agent.extension === null ? (
          <span className={styles.warn}>{t('queues.noPhone')}</span>
        ) : agent.queues === null ? (
          <span className={styles.muted}>{t('queues.unset')}</span>
        ) : (
          places.join(', ')
        )}
      </td>
      <td>{skills.join(', ')}</td>
      <td>
        {agent.extension !== null && (
          <Button
            size="compact-sm"
            variant="default"
            onClick={place}
            aria-label={`${t('queues.place')}: ${agent.displayName}`}
            data-testid="agent-place"
          >
            {t('queues.place')}
          </Button>
        )}
      </td>
    </tr>
  );
}
