import { createTelephones } from '../app/calls/telephones.ts';
import { createHelps, type HelpsDeps } from '../app/supervision/helps.ts';
import { createInterventions, type InterventionsDeps } from '../app/supervision/interventions.ts';
import { createListenings, type ListeningsDeps } from '../app/supervision/listenings.ts';

type SupervisionDeps = Omit<InterventionsDeps, 'stateOf' | 'listenings' | 'liveCalls'> &
  Omit<ListeningsDeps, 'stateOf' | 'exchange'> &
  Omit<HelpsDeps, 'liveCalls'> & { readonly liveCalls: Parameters<typeof createTelephones>[0]['liveCalls'] };

/** What supervisors do from the floor, and how each telephone of the office stands for it. */
export function createSupervision(deps: SupervisionDeps) {
  const { exchange } = deps;
  const stateOf = createTelephones({ ...deps, listens: (extension) => listenings.listens(extension) });
  const canListen = () => exchange.control().listen;
  const listenings = createListenings({ ...deps, stateOf, exchange: { ...exchange, canListen } });
  return {
    stateOf,
    listenings,
    helps: createHelps(deps),
    interventions: createInterventions({ ...deps, stateOf, listenings }),
  };
}
