import { createOfficeLists } from '../app/lists/office-lists.ts';
import type { Clock, Log } from '../app/ports/ports.ts';
import type { SopRegistry } from '../app/procedures/registry.ts';
import type { ListName } from '../domain/fields/own-lists.ts';
import { listKey } from '../domain/fields/own-lists.ts';
import { cataloguedStandard, fieldIn } from '../domain/fields/standard.ts';
import { type CodeInUse, cataloguedFields, reliedOnBy } from '../domain/service/catalogue-use.ts';
import type { CatalogueRoutesDeps } from '../http/routes/catalogues.ts';
import { createCatalogueUse } from '../store/catalogue-use.ts';
import type { createDataSource } from '../store/data-source.ts';
import { createListStore } from '../store/lists.ts';
import type { CatalogueUse, OfficeServices } from './services.ts';

export interface ListsWiringDeps {
  readonly dataSource: ReturnType<typeof createDataSource>;
  readonly sops: SopRegistry;
  readonly lists: OfficeServices['lists'];
  readonly changed: (version: number) => void;
  readonly clock: Clock;
  readonly log: Log;
}

/** The lists of choices as the administration says them, with what the office's services use of them. */
export function createLists({ dataSource, sops, lists, changed, clock, log }: ListsWiringDeps) {
  const { services } = sops;
  const ask = createCatalogueUse(dataSource);
  const asked = () =>
    services.flatMap(({ id: serviceId, sopId }) => {
      const all = [...cataloguedStandard, ...cataloguedFields(sops.current(sopId))];
      const fields = new Map(all.map((one) => [one.field, one]));
      return [...fields.values()].map((one) => ({ serviceId, ...one }));
    });
  const catalogueOf = (serviceId: string) => services.find(({ id }) => id === serviceId)?.catalogue ?? null;
  const sopsOf = (catalogue: string) =>
    services.filter((service) => service.catalogue === catalogue).map(({ sopId }) => sops.current(sopId));
  const officeLists = createOfficeLists({
    ...{ store: createListStore(dataSource), lists, catalogueOf, changed, clock, log },
    inUse: () => ask(asked(), 'all'),
    reliedOn: ({ catalogue, list }: ListName, code) =>
      sopsOf(catalogue).some((sop) => reliedOnBy(sop).some((one) => one.list === list && one.code === code)),
  });
  const routes: Omit<CatalogueRoutesDeps, 'directory'> = {
    lists: officeLists,
    useOf: (catalogue) => {
      const of = services.filter((service) => service.catalogue === catalogue);
      if (of.length === 0) return null;
      const fields = (list: string) => {
        const labels = sopsOf(catalogue).flatMap((sop) =>
          [...cataloguedStandard, ...cataloguedFields(sop)].flatMap((one) => {
            const label = one.list === list ? fieldIn(sop, one.field)?.label : undefined;
            return label ? [label] : [];
          }),
        );
        return [...new Map(labels.map((label) => [label.en, label])).values()];
      };
      return { services: of.map(({ name }) => name), fields };
    },
    counted: async () => {
      const counts = new Map<string, number>();
      for (const { serviceId, list, code, tickets } of await ask(asked(), 'open')) {
        const key = listKey({ catalogue: catalogueOf(serviceId) ?? '', list }, code);
        counts.set(key, (counts.get(key) ?? 0) + tickets);
      }
      return (name, code) => counts.get(listKey(name, code)) ?? 0;
    },
  };
  return {
    officeLists,
    routes,
    /** What open tickets say, but for what was once said here: it reads by its code. */
    inUse: async (of: Parameters<CatalogueUse>[0]): Promise<readonly CodeInUse[]> => {
      const ever = await officeLists.everSaid();
      return (await ask(of, 'open')).filter(
        ({ serviceId, list, code }) => !ever.has(listKey({ catalogue: catalogueOf(serviceId) ?? '', list }, code)),
      );
    },
  };
}
