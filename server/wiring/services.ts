import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createSopRegistry, type SopRegistry } from '../app/sop-registry.ts';
import type { OfficeZone } from '../domain/calendar/office-day.ts';
import type { CalendarWarning } from '../domain/calendar/warnings.ts';
import { parseServices } from '../domain/service/parse.ts';
import type { SopDefinition } from '../domain/sop/definition.ts';
import { readCalendars } from './hours.ts';

const shipped = fileURLToPath(new URL('../services/services.yaml', import.meta.url));

export interface ServicesDeps {
  /** The office's own `services.yaml` and `calendars` there go before those shipped. */
  readonly dataDir: string;
  readonly zone: OfficeZone;
  readonly sops: readonly SopDefinition[];
  /** Keeps the versions and returns every one ever kept. */
  readonly keep: (sops: readonly SopDefinition[]) => Promise<readonly SopDefinition[]>;
}

/** The services of the office with their procedures and hours. */
export interface OfficeServices {
  readonly sops: SopRegistry;
  /** What the calendars do not know of this year and the next. */
  warnings(now: number): readonly CalendarWarning[];
}

/**
 * Reads `services.yaml`, and the calendars it names.
 * @throws FileFault naming file, line and what to do
 */
export async function readServices({ dataDir, zone, sops, keep }: ServicesDeps): Promise<OfficeServices> {
  const own = join(dataDir, 'services.yaml');
  const calendars = readCalendars({ zone, own: join(dataDir, 'calendars') });
  const services = parseServices(readFileSync(existsSync(own) ? own : shipped, 'utf8'), 'services.yaml', {
    sops: new Map(sops.map(({ id, channels }) => [id, channels])),
    calendars: calendars.names,
  });
  const times = new Map(services.map(({ id, hours }) => [id, calendars.timeOf(hours)]));
  return {
    sops: createSopRegistry({ services, times, current: sops, stored: await keep(sops) }),
    warnings: (now) => calendars.warnings([...new Set(['office', ...services.map(({ hours }) => hours)])], now),
  };
}
