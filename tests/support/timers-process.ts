import { startTimers } from './timers.ts';

/** The timers as a process of their own: `node timers-process.js DATABASE_URL`; says when they run. SIGTERM ends it. */
const timers = await startTimers({ databaseUrl: process.argv[2] as string });
console.log('running');
process.once('SIGTERM', () => void timers.stop());
