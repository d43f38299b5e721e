import { createHash } from 'node:crypto';
import { createSealer } from '../../../server/store/secrets/sealed.ts';

/** The same for every run, so that a kept database stays readable; its callers are invented. */
export const key = createHash('sha256').update('callers of the bench').digest();
export const sealer = createSealer(key);
