import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { entriesOf } from '../../../../server/contract/live.ts';
import type { ListeningCard } from '../../../../server/contract/supervision.ts';
import { floorAgents, floorCalls, floorFigures } from '../../model/floor.ts';
import { queueLoads, showsQueues } from '../../model/queue-load.ts';
import { AlertAnnouncer, AlertList } from '../shared/alerts.tsx';
import { useServerNow, useTopic } from '../shared/context.tsx';
import { Icon } from '../shared/icons.tsx';
import { StaleBanner } from '../shell/stale-banner.tsx';
import { CallTools } from '../supervision/call-tools.tsx';
import { ForceState } from '../supervision/force-state.tsx';
import { HelpList } from '../supervision/help-strips.tsx';
import { useSupervision } from '../supervision/use-supervision.ts';
import { AgentRow } from './agent-row.tsx';
import { Announcement } from './announcement.tsx';
import { Board, type BoardChoice } from './board.tsx';
import { CallRow } from './call-row.tsx';
import styles from './floor.module.css';
import { QueueStrip } from './queue-strip.tsx';
import { ScrollSection } from './scroll-section.tsx';

/**
 * The supervisor's page: fit for a wall, dark, without personal data.
 * @param own conversations that the reader listens to
 * @param choice what stands large at the top of a screen on a wall; absent: it is none, and has what usually does
 */
export function FloorPage({ own, choice }: { own: readonly ListeningCard[]; choice?: BoardChoice }) {
  const { t } = useTranslation();
  const { snapshot, refusal } = useTopic('floor');
  const now = useServerNow(500);
  const page = useRef<HTMLDivElement>(null);
  const seen = useMemo(
    () =>
      snapshot === null
        ? null
        : {
            calls: entriesOf(snapshot, 'calls'),
            cases: entriesOf(snapshot, 'floor'),
            agents: entriesOf(snapshot, 'agents'),
            alerts: entriesOf(snapshot, 'alerts'),
            listenings: entriesOf(snapshot, 'listenings'),
            helps: entriesOf(snapshot, 'helps'),
            system: entriesOf(snapshot, 'system')[0] ?? null,
            counters: entriesOf(snapshot, 'counters')[0] ?? null,
            board: {
              messages: entriesOf(snapshot, 'waitingMessages')[0] ?? null,
              ages: entriesOf(snapshot, 'openAges')[0] ?? null,
              steps: entriesOf(snapshot, 'lateSteps'),
            },
            queues: entriesOf(snapshot, 'queues'),
            announcement: entriesOf(snapshot, 'announcement')[0] ?? null,
          },
    [snapshot],
  );
  const may = useSupervision(seen?.system?.exchanges.some(({ connected }) => connected) ?? false);
  if (seen === null) {
    return <p className={styles.empty}>{refusal === null ? t('app.loading') : t('problem.not_allowed')}</p>;
  }
  const { calls, cases, agents, alerts, listenings, helps, system, counters, board, queues, announcement } = seen;
  const loads = queueLoads(queues, calls, agents, now);
  const figures = floorFigures(calls, agents, now);
  return (
    <div className={styles.floor} ref={page} data-testid="floor">
      <StaleBanner system={system} topic="floor" />
      <AlertAnnouncer alerts={alerts} known />
      <h1 className="visually-hidden">{t('floor.title')}</h1>
      <Announcement card={announcement} now={now} />
      {/* A supervisor has them above every page, with what can be done. */}
      {!may.supervises && <HelpList helps={helps} />}
      <Board {...(choice && { choice })} figures={figures} counters={counters} board={board} now={now} />
      {showsQueues(loads) && <QueueStrip loads={loads} />}
      <div className={styles.columns}>
        <ScrollSection labelledBy="floor-calls">
          <h2 id="floor-calls">{t('floor.calls')}</h2>
          {calls.length === 0 && <p className={styles.none}>{t('floor.noCalls')}</p>}
          <ul>
            {floorCalls(calls, cases).map((call) => (
              <CallRow
                key={call.call.callId}
                {...call}
                now={now}
                listening={listenings.find(({ callId }) => callId === call.call.callId)}
              >
                {may.supervises && (
                  <CallTools
                    call={call.call}
                    mine={own.find(({ callId }) => callId === call.call.callId)}
                    may={may}
                    agents={agents}
                  />
                )}
              </CallRow>
            ))}
          </ul>
        </ScrollSection>
        <ScrollSection labelledBy="floor-agents">
          <h2 id="floor-agents">{t('floor.agents')}</h2>
          {agents.length === 0 && <p className={styles.none}>{t('floor.noAgents')}</p>}
          <ul>
            {floorAgents(agents).map((agent) => (
              <AgentRow key={agent.userId} agent={agent} now={now}>
                {may.supervises && <ForceState agent={agent} />}
              </AgentRow>
            ))}
          </ul>
        </ScrollSection>
        <ScrollSection className={styles.alerts} labelledBy="floor-alerts">
          <div className={styles.alertsHead}>
            <h2 id="floor-alerts">{t('alerts.title')}</h2>
            <button
              type="button"
              className={styles.kiosk}
              aria-label={t('floor.kiosk')}
              title={t('floor.kiosk')}
              onClick={() => {
                if (document.fullscreenElement === null) void page.current?.requestFullscreen();
                else void document.exitFullscreen();
              }}
            >
              <Icon name="screen" />
            </button>
          </div>
          <AlertList alerts={alerts} testId="floor-alert" />
        </ScrollSection>
      </div>
    </div>
  );
}
