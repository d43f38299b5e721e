import { createContext, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { SystemCard } from '../../../../server/contract/floor.ts';
import type { Locale } from '../../../../server/contract/people.ts';
import type { CaseCard } from '../../../../server/contract/views.ts';
import { type Staleness, stalenessOf } from '../../model/staleness.ts';
import type { Softphone } from '../../softphone/softphone.ts';
import { monotonic } from '../../wire/clock.ts';
import type { Console } from '../../wire/console.ts';
import type { TopicView } from '../../wire/topic.ts';

export interface Workplace {
  readonly desk: Console;
  /** Null while it is being prepared, and for people without a telephone. */
  readonly phone: Softphone | null;
}

const Place = createContext<Workplace | null>(null);
export const WorkplaceProvider = Place.Provider;

/** The logged-in person's tools. @throws outside of the log-in. */
export function useWorkplace(): Workplace {
  const place = useContext(Place);
  if (place === null) throw new Error('no workplace before the log-in');
  return place;
}

/** A live view, kept up to date. */
export function useTopic(name: string): TopicView {
  const { live } = useWorkplace().desk;
  const topic = live.topic(name);
  return useSyncExternalStore(topic.subscribe, topic.get);
}

/** Now by the server's clock, epoch ms, anew every `everyMs`. */
export function useServerNow(everyMs: number): number {
  const { clock } = useWorkplace().desk;
  const [now, setNow] = useState(() => clock.at(monotonic()));
  useEffect(() => {
    const timer = setInterval(() => setNow(clock.at(monotonic())), everyMs);
    return () => clearInterval(timer);
  }, [clock, everyMs]);
  return now;
}

/** The newest known version of the cases. */
export function useNewest(cases: readonly CaseCard[]): CaseCard[] {
  const { cards } = useWorkplace().desk;
  useSyncExternalStore(cards.subscribe, cards.version);
  return cases.map(cards.newest);
}

/** Whether what is shown can be trusted, looked at once a second. */
export function useStaleness(system: SystemCard | null): Staleness {
  const { live, clock } = useWorkplace().desk;
  useServerNow(1_000);
  const connected = useSyncExternalStore(live.subscribe, () => live.contact().connected);
  const moment = monotonic();
  return stalenessOf({ ...live.contact(), connected }, system, moment, clock.at(moment));
}

export function useLanguage(): Locale {
  return useTranslation().i18n.language === 'en' ? 'en' : 'id';
}
