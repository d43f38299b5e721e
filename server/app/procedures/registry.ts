import { readDoor } from '../../../telephony/menu.ts';
import type { Catalogue } from '../../domain/fields/catalogue.ts';
import type { Choice } from '../../domain/fields/field.ts';
import type { LegalBasis } from '../../domain/service/legal-basis.ts';
import { createServiceFinder, type Service, type ServiceFinder } from '../../domain/service/service.ts';
import type { SopDefinition } from '../../domain/sop/definition.ts';
import type { Timekeeper } from '../../domain/sop/timekeeper.ts';

/** The office's services, the procedures in force, and those under which open cases began. */
export interface SopRegistry {
  readonly services: readonly Service[];
  /** The service somebody reached; null: none of the channel. */
  readonly serviceAt: ServiceFinder;
  /**
   * The hotline that was dialled, or chosen there (`telephony/menu.ts`): a call is always somebody's, so an unknown number
   * is the first hotline's.
   */
  hotlineOf(dnis: string): Service;
  /** The version that new cases of the procedure run under. */
  current(sopId: string): SopDefinition;
  /** @throws when a case names a version nobody stored. */
  get(id: string, version: string): SopDefinition;
  /** The list of this name at the service, to choose from; empty: its catalogue has none of the name. */
  choicesOf(serviceId: string, list: string): readonly Choice[];
  /** On what the service processes citizens' data; null: it states nothing, or is no longer in the file. */
  basisOf(serviceId: string): LegalBasis | null;
  /** The hours of a service; those of the first hotline for one that is no longer in the file. */
  timeOf(serviceId: string): Timekeeper;
}

export interface SopRegistryDeps {
  /** At least one of them a hotline. */
  readonly services: readonly Service[];
  /** By the names that services give, as they are when they are asked for. */
  readonly catalogues: Pick<ReadonlyMap<string, Catalogue>, 'get'>;
  /** By service id. */
  readonly times: ReadonlyMap<string, Timekeeper>;
  /** Each procedure that a service names has a version in force. */
  readonly versions: Pick<SopRegistry, 'current' | 'get'>;
}

export function createSopRegistry({ services, catalogues, times, versions }: SopRegistryDeps): SopRegistry {
  const found = <T>(value: T | undefined, what: string): T => {
    if (value === undefined) throw new Error(`${what} is not known`);
    return value;
  };
  const hotlines = services.filter(({ channel }) => channel === 'phone');
  const hotline = found(hotlines[0], 'a hotline');
  const serviceAt = createServiceFinder(services);
  return {
    services,
    serviceAt,
    hotlineOf: (dnis) => {
      const { number, service } = readDoor(dnis);
      const chosen = service === null ? undefined : hotlines.find(({ id }) => id === service);
      return chosen ?? serviceAt('phone', number) ?? hotline;
    },
    current: versions.current,
    get: versions.get,
    choicesOf: (serviceId, list) => {
      const service = services.find(({ id }) => id === serviceId) ?? hotline;
      return catalogues.get(service.catalogue)?.get(list) ?? [];
    },
    basisOf: (serviceId) => services.find(({ id }) => id === serviceId)?.basis ?? null,
    timeOf: (serviceId) => found(times.get(serviceId) ?? times.get(hotline.id), `the hours of ${serviceId}`),
  };
}
