import { type Service, serviceAt } from '../domain/service/service.ts';
import type { Channel, SopDefinition } from '../domain/sop/definition.ts';
import type { Timekeeper } from '../domain/sop/timekeeper.ts';

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
  /** The hours of a service; those of the first hotline for one that is no longer in the file. */
  timeOf(serviceId: string): Timekeeper;
}

export interface SopRegistryDeps {
  /** At least one of them a hotline. */
  readonly services: readonly Service[];
  /** By service id. */
  readonly times: ReadonlyMap<string, Timekeeper>;
  /** The versions in force, one for each procedure that a service names. */
  readonly current: readonly SopDefinition[];
  /** Every version ever kept; those in force need not be among them. */
  readonly stored: readonly SopDefinition[];
}

export function createSopRegistry({ services, times, current, stored }: SopRegistryDeps): SopRegistry {
  const all = new Map([...stored, ...current].map((sop) => [`${sop.id} ${sop.version}`, sop]));
  const inForce = new Map(current.map((sop) => [sop.id, sop]));
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
    current: (sopId) => found(inForce.get(sopId), `SOP ${sopId}`),
    get: (id, version) => found(all.get(`${id} ${version}`), `SOP ${id} ${version}`),
    timeOf: (serviceId) => found(times.get(serviceId) ?? times.get(hotline.id), `the hours of ${serviceId}`),
  };
}
