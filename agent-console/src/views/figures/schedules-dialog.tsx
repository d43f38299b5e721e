import { Alert, Button, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Response } from '../../../../server/contract/api.ts';
import type { ReportSchedule, ScheduleCard } from '../../../../server/contract/report-schedules.ts';
import { useWorkplace } from '../shared/context.tsx';
import { Dialog } from '../shared/dialog.tsx';
import { useProblemText } from '../shared/save.tsx';
import styles from './figures.module.css';
import type { Wanted } from './figures-filter.tsx';
import { ScheduleForm } from './schedule-form.tsx';
import { ScheduleItem } from './schedule-item.tsx';
import { useFigureWords } from './words.ts';

interface Props {
  readonly wanted: Wanted;
  /** Null: it is not there yet. */
  readonly list: Response<'reportSchedules'> | null;
  readonly fault: unknown;
  readonly look: () => void;
  readonly close: () => void;
}

/** What goes out by itself, with what became of it; and the form of one. */
export function SchedulesDialog({ wanted, list, fault, look, close }: Props) {
  const words = useFigureWords().schedules;
  const problemText = useProblemText();
  const { rest } = useWorkplace().desk;
  /** `new`, or the one that is edited; null: the list. */
  const [editing, setEditing] = useState<ScheduleCard | 'new' | null>(null);
  const [said, setSaid] = useState('');
  const act = useMutation({
    mutationFn: ({ run }: { id: string; run: () => Promise<unknown>; said: string }) => run(),
    onSuccess: (_, of) => setSaid(of.said),
    onSettled: look,
  });
  const acts = (card: ScheduleCard) => {
    const { scheduleId } = card;
    const params = { scheduleId };
    const begin = (said: string, run: () => Promise<unknown>) => () => act.mutate({ id: scheduleId, run, said });
    const rested = { ...settingsOf(card), active: !card.active };
    return {
      send: begin(words.begun, () => rest.call('sendReportSchedule', { params })),
      pause: begin(words.saved, () => rest.call('saveReportSchedule', { params, body: rested })),
      delete: begin(words.deleted, () => rest.call('deleteReportSchedule', { params })),
      edit: () => setEditing(card),
    };
  };
  const saved = (): void => {
    setEditing(null);
    setSaid(words.saved);
    look();
  };
  const wrong = act.error ?? fault;
  return (
    <Dialog title={words.title} close={close} size="lg" testId="schedules-dialog">
      {editing !== null && list !== null ? (
        <ScheduleForm
          card={editing === 'new' ? null : editing}
          {...{ wanted, people: list.people, saved }}
          back={() => setEditing(null)}
        />
      ) : (
        <Stack>
          {list?.mail === false && (
            <Alert color="yellow" variant="light" data-testid="schedules-no-mail-here">
              {words.noMail}
            </Alert>
          )}
          <Button
            onClick={() => setEditing('new')}
            disabled={list?.mail !== true}
            data-testid="schedule-add"
            style={{ alignSelf: 'start' }}
          >
            {words.add}
          </Button>
          {wrong !== null && (
            <Alert color="red" variant="light" role="alert" data-testid="schedules-problem">
              {problemText(wrong)}
            </Alert>
          )}
          {list?.schedules.length === 0 && <p data-testid="schedules-none">{words.none}</p>}
          <ul className={styles.schedules}>
            {list?.schedules.map((card) => (
              <ScheduleItem
                key={card.scheduleId}
                card={card}
                zone={list.zone}
                people={list.people}
                mail={list.mail}
                busy={act.isPending && act.variables.id === card.scheduleId}
                acts={acts(card)}
              />
            ))}
          </ul>
          <p className="visually-hidden" role="status">
            {said}
          </p>
        </Stack>
      )}
    </Dialog>
  );
}

/** A card without what the server says of it. */
function settingsOf({ scheduleId, ownerName, serviceName, nextAt, last, ...settings }: ScheduleCard): ReportSchedule {
  return settings;
}
