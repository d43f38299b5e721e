/** What keeps a case from being archived. */
export const lacks = [
  'paper_unsigned',
  'paper_returned',
  'file_waiting',
  'file_gone',
  'file_damaged',
  'message_waiting',
] as const;
export type Lack = (typeof lacks)[number];
export interface Lacking {
  readonly what: Lack;
  /** The paper, the file or the channel of the message, as people know it. */
  readonly name: string;
}

/** As far as it is asked here of papers, files and messages of a case. */
export interface Held {
  /** As `domain/papers` has their states: one that is made is not signed by all. */
  readonly papers: readonly {
    readonly state: string;
    readonly title: { readonly id: string };
    readonly number: string | null;
  }[];
  readonly files: readonly { readonly state: string; readonly name: string; readonly kind: string | null }[];
  readonly messages: readonly { readonly pending: boolean; readonly channel: string }[];
}

/**
 * What is not finished yet, so that a bundle would be closed without it: a paper that still goes round, a file that is to be
 * fetched or looked through for malware, a message that no gateway has taken. A draft is nobody's paper. Pure.
 */
export function lackingIn({ papers, files, messages }: Held): readonly Lacking[] {
  return [
    ...papers.flatMap(({ state, title, number }): Lacking[] => {
      const name = `${title.id} ${number ?? ''}`.trim();
      if (state === 'returned') return [{ what: 'paper_returned', name }];
      return state === 'made' ? [{ what: 'paper_unsigned', name }] : [];
    }),
    ...files.flatMap(({ state, name }): Lacking[] => (state === 'waiting' ? [{ what: 'file_waiting', name }] : [])),
    ...messages.flatMap(({ pending, channel }): Lacking[] =>
      pending ? [{ what: 'message_waiting', name: channel }] : [],
    ),
  ];
}
