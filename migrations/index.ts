import { FirstCall1763769600000 } from './1763769600000-first-call.ts';

/** Every migration, oldest first. */
export const migrations = [FirstCall1763769600000];
