import type { AlertCard } from '../../../server/contract/alerts.ts';
import { gravest, weightOf } from './alerts.ts';

/** Tells of new alerts by sound and word without becoming noise when many come at once. */
export interface Announcer {
  /** Alerts as they are now; those of the first time lay there before and make no noise. */
  readonly seen: (alerts: readonly AlertCard[]) => void;
  readonly stop: () => void;
}

export interface AnnouncerParts {
  /** `worst`: the one to name; `count`: how many are new. */
  readonly say: (worst: AlertCard, count: number) => void;
  readonly later: (run: () => void, ms: number) => () => void;
}

/**
 * What comes so soon after an announcement is told in one with what else comes by then.
 * @internal exported for its tests
 */
export const announceGatherMs = 4_000;

/** The first is said at once, also a graver one after it; what else comes within the gathering is said at its end. */
export function createAnnouncer({ say, later }: AnnouncerParts): Announcer {
  let heard: ReadonlySet<string> | null = null;
  let waiting: AlertCard[] = [];
  let said = -1;
  let cancel: (() => void) | null = null;

  const speak = (): void => {
    const worst = gravest(waiting);
    const count = waiting.length;
    waiting = [];
    cancel?.();
    cancel = null;
    said = -1;
    if (worst === null) return;
    said = weightOf(worst);
    say(worst, count);
    cancel = later(() => {
      cancel = null;
      speak();
    }, announceGatherMs);
  };

  return {
    seen(alerts) {
      const before = heard;
      heard = new Set(alerts.map(({ alertId }) => alertId));
      if (before === null) return;
      // Read or gone meanwhile: nothing to tell any more.
      const ids = heard;
      waiting = waiting.filter(({ alertId }) => ids.has(alertId));
      waiting.push(...alerts.filter(({ alertId, acknowledgedAt }) => acknowledgedAt === null && !before.has(alertId)));
      const worst = gravest(waiting);
      if (worst !== null && weightOf(worst) > said) speak();
    },
    stop() {
      cancel?.();
      cancel = null;
    },
  };
}
