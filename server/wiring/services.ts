import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { OfficeListsDeps } from '../app/lists/office-lists.ts';
import { createSopRegistry, type SopRegistry } from '../app/procedures/registry.ts';
import type { OfficeZone } from '../domain/calendar/office-day.ts';
import { noEntries, type OwnEntries } from '../domain/calendar/own-entries.ts';
import type { CalendarWarning } from '../domain/calendar/warnings.ts';
import type { Catalogue } from '../domain/fields/catalogue.ts';
import { catalogues as cataloguesInForce } from '../domain/fields/own-lists.ts';
import { type CodeInUse, cataloguedFields, checkCatalogues } from '../domain/service/catalogue-use.ts';
import { parseServices } from '../domain/service/parse.ts';
import type { Service } from '../domain/service/service.ts';
import { parseSurveys } from '../domain/service/survey-file.ts';
import { readCatalogues } from './catalogues.ts';
import { type Calendars, readCalendars } from './hours.ts';
import type { Sops } from './sops.ts';

const shipped = (name: string) => fileURLToPath(new URL(`../services/${name}`, import.meta.url));
/** The office's own goes before the one that is shipped. */
const readOwn = (dataDir: string, name: string): string => {
  const own = join(dataDir, name);
  return readFileSync(existsSync(own) ? own : shipped(name), 'utf8');
};

export interface ServicesDeps {
  /** The office's own `services.yaml` and `calendars` there go before those shipped. */
  readonly dataDir: string;
  readonly zone: OfficeZone;
  readonly sops: Pick<Sops, 'published'>;
  /** What the administration says of days, before the files; absent: nothing, until `calendars.use`. */
  readonly entries?: OwnEntries;
}

/** The services of the office with their procedures and hours. */
export interface OfficeServices {
  readonly sops: SopRegistry;
  /** By which promises are counted; the one called `office` is the office's own. */
  readonly calendars: Calendars;
  /** The lists that forms offer: as the files say, until the administration says otherwise. */
  readonly lists: OfficeListsDeps['lists'];
  /** What the calendars do not know of this year and the next. */
  warnings(now: number): readonly CalendarWarning[];
  /**
   * Whether the catalogues have what the procedures ask for and what open tickets say.
   * @throws FileFault naming file, line and what to do
   */
  checkCatalogues(inUse: CatalogueUse): Promise<void>;
}

/** What open tickets say in fields that are chosen from a catalogue, for some of the services. */
export type CatalogueUse = (
  asked: readonly { readonly serviceId: string; readonly field: string; readonly list: string }[],
) => Promise<readonly CodeInUse[]>;

/** An office with services of its own that has written no questions asks none: those that are shipped are of other services. */
function withSurveys(dataDir: string, services: readonly Service[]): readonly Service[] {
  const name = 'surveys.yaml';
  if (existsSync(join(dataDir, 'services.yaml')) && !existsSync(join(dataDir, name))) return services;
  const surveys = parseSurveys(readOwn(dataDir, name), name, services);
  return services.map((service) => {
    const survey = surveys.get(service.id);
    return survey ? { ...service, survey } : service;
  });
}

/**
 * Reads `services.yaml`, `surveys.yaml`, and the calendars that are named.
 * @throws FileFault naming file, line and what to do; so when no version is in force of a procedure that a service
 * names
 */
export function readServices({
  dataDir,
  zone,
  sops: { published },
  entries = noEntries,
}: ServicesDeps): OfficeServices {
  const calendars = readCalendars({ zone, own: join(dataDir, 'calendars'), entries });
  const catalogues = readCatalogues(join(dataDir, 'catalogues'));
  const known = {
    catalogues: new Set(catalogues.keys()),
    sops: new Map(published.inForce().map(({ id, channels }) => [id, channels])),
    calendars: calendars.names,
  };
  const services = withSurveys(dataDir, parseServices(readOwn(dataDir, 'services.yaml'), 'services.yaml', known));
  const times = new Map(services.map(({ id, hours }) => [id, calendars.timeOf(hours)]));
  const files = new Map([...catalogues].map(([name, { lists }]) => [name, lists]));
  let inForce: ReadonlyMap<string, Catalogue> = files;
  return {
    sops: createSopRegistry({
      services,
      catalogues: { get: (name) => inForce.get(name) },
      times,
      versions: published,
    }),
    calendars,
    lists: {
      files,
      use: (said) => {
        inForce = cataloguesInForce(files, said);
      },
      now: () => inForce,
    },
    checkCatalogues: async (inUse) => {
      const asked = services.flatMap(({ id: serviceId, sopId }) =>
        cataloguedFields(published.current(sopId)).map((one) => ({ serviceId, ...one })),
      );
      const all = [...catalogues].map(
        ([name, one]) => [name, { ...one, lists: inForce.get(name) ?? one.lists }] as const,
      );
      checkCatalogues(services, published.current, new Map(all), await inUse(asked));
    },
    warnings: (now) => calendars.warnings([...new Set(['office', ...services.map(({ hours }) => hours)])], now),
  };
}
