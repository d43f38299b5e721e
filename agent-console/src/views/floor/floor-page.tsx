import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { entriesOf } from '../../../../server/contract/live.ts';
import { floorAgents, floorCalls, floorFigures } from '../../model/floor.ts';
import { clockOf, wholeNumber } from '../../model/format.ts';
import { AlertAnnouncer, AlertList } from '../shared/alerts.tsx';
import { useLanguage, useServerNow, useTopic } from '../shared/context.tsx';
import { Icon } from '../shared/icons.tsx';
import { StaleBanner } from '../shell/stale-banner.tsx';
import { AgentRow } from './agent-row.tsx';
import { CallRow } from './call-row.tsx';
import styles from './floor.module.css';
import { ScrollSection } from './scroll-section.tsx';
import { Tile } from './tile.tsx';

/** The supervisor's page: fit for a wall, dark, without personal data. */
export function FloorPage() {
  const { t } = useTranslation();
  const { snapshot, refusal } = useTopic('floor');
  const now = useServerNow(500);
  const language = useLanguage();
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
            system: entriesOf(snapshot, 'system')[0] ?? null,
            counters: entriesOf(snapshot, 'counters')[0] ?? null,
          },
    [snapshot],
  );
  if (seen === null) {
    return <p className={styles.empty}>{refusal === null ? t('app.loading') : t('problem.not_allowed')}</p>;
  }
  const { calls, cases, agents, alerts, system, counters } = seen;
  const figures = floorFigures(calls, agents, now);
  const count = (value: number | undefined): string => (value === undefined ? '–' : wholeNumber(value, language));
  return (
    <div className={styles.floor} ref={page} data-testid="floor">
      <StaleBanner system={system} topic="floor" />
      <AlertAnnouncer alerts={alerts} known />
      <h1 className="visually-hidden">{t('floor.title')}</h1>
      <dl className={styles.tiles}>
        <Tile name={t('floor.waiting')} value={count(figures.waiting)} testId="tile-waiting" />
        <Tile
          name={t('floor.longest')}
          value={figures.longestWaitMs === null ? '–' : clockOf(figures.longestWaitMs)}
          testId="tile-longest"
        />
        <Tile name={t('floor.talking')} value={count(figures.talking)} testId="tile-talking" />
        <Tile name={t('floor.ready')} value={count(figures.ready)} testId="tile-ready" />
        <Tile
          name={t('floor.inTarget')}
          value={count(counters?.answeredInTarget)}
          note={t('floor.ofOffered', { count: counters?.offered ?? 0 })}
          testId="tile-in-target"
        />
        <Tile
          name={t('floor.abandoned')}
          value={count(counters?.abandoned)}
          note={t('floor.shortOf', { count: counters?.shortAbandoned ?? 0 })}
          testId="tile-abandoned"
        />
        <Tile
          name={t('floor.breaches')}
          value={count(counters?.breaches)}
          note={t('floor.warnings', { count: counters?.warnings ?? 0 })}
          grave={(counters?.breaches ?? 0) > 0}
          testId="tile-breaches"
        />
      </dl>
      <div className={styles.columns}>
        <ScrollSection labelledBy="floor-calls">
          <h2 id="floor-calls">{t('floor.calls')}</h2>
          {calls.length === 0 && <p className={styles.none}>{t('floor.noCalls')}</p>}
          <ul>
            {floorCalls(calls, cases).map((call) => (
              <CallRow key={call.call.callId} {...call} now={now} />
            ))}
          </ul>
        </ScrollSection>
        <ScrollSection labelledBy="floor-agents">
          <h2 id="floor-agents">{t('floor.agents')}</h2>
          {agents.length === 0 && <p className={styles.none}>{t('floor.noAgents')}</p>}
          <ul>
            {floorAgents(agents).map((agent) => (
              <AgentRow key={agent.userId} agent={agent} now={now} />
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
