import { figureWords } from '../../contract/figure-words.ts';
import type { Choice, FieldDefinition } from '../../domain/fields/field.ts';
import type { Bilingual } from '../../domain/sop/terms.ts';
import type { SopRegistry } from '../procedures/registry.ts';

type Sops = Pick<SopRegistry, 'services' | 'current' | 'choicesOf'>;
/** By their ids. */
type Names = ReadonlyMap<string, string>;
type Label = (key: string, names: Names) => Bilingual | null;

/** How the keys of figures are called; null: a key that no list has any more says it itself. */
export function createFigureLabels(sops: Sops) {
  /** A procedure that no service works by any more has no version in force. */
  const known = (sopId: string) =>
    sops.services.some((service) => service.sopId === sopId) ? sops.current(sopId) : null;

  /** Offices that have the same code in several of their lists call it alike. */
  const chosen = (list: string, code: string): Bilingual | null => {
    for (const { id } of sops.services) {
      const found = sops.choicesOf(id, list).find((one: Choice) => one.code === code);
      if (found) return found.name;
    }
    return null;
  };
  const named: Label = (key, names) => {
    const name = names.get(key);
    return name === undefined ? null : { id: name, en: name };
  };
  const labels: Readonly<Record<string, Label>> = {
    ...{ agent: named, official: named },
    service: (key) => sops.services.find(({ id }) => id === key)?.name ?? null,
    channel: (key) => {
      const of = (language: 'id' | 'en') => figureWords[language].channels[key as 'phone'];
      return of('id') === undefined ? null : { id: of('id'), en: of('en') };
    },
    kind: (key) => chosen('kinds', key),
    category: (key) => chosen('subjects', key),
    procedure: (key) => known(key)?.title ?? null,
    step: (key) => {
      const [sopId = '', stepId = ''] = key.split('/');
      const step = known(sopId)?.steps.find(({ id }) => id === stepId);
      return step ? { id: `${step.number}. ${step.name.id}`, en: `${step.number}. ${step.name.en}` } : null;
    },
  };

  /** What is chosen in tickets, and tells of no person: nothing else that people write is counted by. */
  const ownFields = (): readonly FieldDefinition[] => {
    const all = sops.services.flatMap(({ sopId }) => Object.values(sops.current(sopId).fields));
    const countable = all.filter(({ type, personal, sealed }) => type === 'choice' && !personal && !sealed);
    return [...new Map(countable.map((field) => [field.name, field])).values()];
  };

  return {
    ownFields,
    /** @param field by which of the office's own fields, where they are told apart by one */
    labelOf: (by: string, key: string | null, names: Names, field?: string): Bilingual | null => {
      if (key === null) return null;
      if (by !== 'field') return labels[by]?.(key, names) ?? null;
      const own = ownFields().find(({ name }) => name === field);
      const choice = own?.choices.find(({ code }) => code === key)?.name;
      return choice ?? (own?.catalogue ? chosen(own.catalogue, key) : null);
    },
  };
}
