import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Ticks of /proc a second, on every Linux that Node runs on. */
const ticksPerSecond = 100;

/**
 * A stopwatch of the processor time that this process and the database's backends use together: unlike tickets a
 * second it hardly depends on what else the machine does. Backends that end meanwhile are not counted.
 * @param cluster the database's folder.
 * @returns microseconds since it was made; null where there is no /proc.
 */
export function cpuStopwatch(cluster: string): () => number | null {
  const used = (): number | null => {
    const { user, system } = process.cpuUsage();
    const backends = backendsOf(cluster);
    return backends === null ? null : user + system + backends;
  };
  const before = used();
  return () => {
    const after = used();
    return before === null || after === null ? null : after - before;
  };
}

/**
 * The processor time of another process so far.
 * @returns microseconds, in steps of 10,000; null where there is no /proc.
 */
export function cpuOf(pid: number): number | null {
  const stat = statOf(String(pid));
  return stat.length === 0 ? null : ((Number(stat[11]) + Number(stat[12])) / ticksPerSecond) * 1e6;
}

function backendsOf(cluster: string): number | null {
  try {
    const [postmaster] = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
    const ticks = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(statOf)
      .filter((stat) => stat[1] === postmaster)
      .reduce((sum, stat) => sum + Number(stat[11]) + Number(stat[12]), 0);
    return (ticks / ticksPerSecond) * 1e6;
  } catch {
    return null;
  }
}

/** Fields of the process after its name: state, parent … user and system time; empty when it has just ended. */
function statOf(pid: string): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  } catch {
    return [];
  }
}
