import type { Catalogue } from '../../domain/fields/catalogue.ts';
import type { Choice } from '../../domain/fields/field.ts';
import { type Service, serviceAt } from '../../domain/service/service.ts';
import type { Channel, SopDefinition } from '../../domain/sop/definition.ts';
import type { Timekeeper } from '../../domain/sop/timekeeper.ts';

/** The office's services, the procedures in force, and those under which open cases began. */
export interface SopRegistry {
  readonly services: readonly Service[];
  /** The service somebody reached; null: none of the channel. */
  serviceAt(channel: Channel, address: string | null): Service | null;
  /** The hotline that was dialled: a call is always somebody's, so an unknown number is the first hotline's. */
  hotlineOf(dnis: string): Service;
  /** The version that new cases of the procedure run under. */
  current(sopId: string): SopDefinition;
  /** @throws when a case names a version nobody stored. */
  get(id: string, version: string): SopDefinition;
  /** The list of this name at the service, to choose from; empty: its catalogue has none of the name. */
  choicesOf(serviceId: string, list: string): readonly Choice[];
  /** The hours of a service; those of the first hotline for one that is no longer in the file. */
  timeOf(serviceId: string): Timekeeper;
}

export interface SopRegistryDeps {
  /** At least one of them a hotline. */
  readonly services: readonly Service[];
  /** By the names that services give. */
  readonly catalogues: ReadonlyMap<string, Catalogue>;
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
  const hotline = found(
    services.find(({ channel }) => channel === 'phone'),
    'a hotline',
  );
  return {
    services,
    serviceAt: (channel, address) => serviceAt(services, channel, address),
    hotlineOf: (dnis) => serviceAt(services, 'phone', dnis) ?? hotline,
    current: versions.current,
    get: versions.get,
    choicesOf: (serviceId, list) => {
      const service = services.find(({ id }) => id === serviceId) ?? hotline;
      return catalogues.get(service.catalogue)?.get(list) ?? [];
    },
    timeOf: (serviceId) => found(times.get(serviceId) ?? times.get(hotline.id), `the hours of ${serviceId}`),
  };
}
