import { z } from 'zod';

/** Epoch milliseconds, by the server's clock. The browser shows them against `serverNow` of its snapshot. */
export const Moment = z.number().int();

/** What people read, in both languages. */
export const Bilingual = z.object({ id: z.string(), en: z.string() });
export type Bilingual = z.infer<typeof Bilingual>;
