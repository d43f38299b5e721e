import { z } from 'zod';

/** A procedure as a graph in one language: what its flow chart draws. */
export const SopGraph = z.object({
  nodes: z.array(
    z.object({
      id: z.string(),
      /** `choice`: it can go on in more than one way. `point`: where it begins, ends or goes on elsewhere. */
      shape: z.enum(['box', 'choice', 'point']),
      /** As printed in the document; null: no row of it. */
      number: z.number().int().nullable(),
      name: z.string(),
      role: z.string().nullable(),
      /** The time promised, in words; null: none. */
      time: z.string().nullable(),
    }),
  ),
  edges: z.array(
    z.object({
      from: z.string(),
      to: z.string(),
      /** The procedure's own words; null: it has none, and the events speak. */
      label: z.string().nullable(),
      events: z.array(z.string()),
      /** A way back to the same step or an earlier one, into another branch, or into another case. */
      dashed: z.boolean(),
    }),
  ),
});
export type SopGraph = z.infer<typeof SopGraph>;
