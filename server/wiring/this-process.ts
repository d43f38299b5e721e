import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import type { Holder } from '../store/lease.ts';

/** This process, as others are to know it. */
export function thisProcess(connections: string): Holder {
  return { host: hostname(), pid: process.pid, sees: whoIsSeen(), began: beganAt(process.pid) ?? '', connections };
}

/** Whether it is certain that the process does not run any more; never so of one that this machine does not see. */
export function hasEnded({ pid, sees, began }: Holder): boolean {
  return sees !== '' && sees === whoIsSeen() && beganAt(pid) !== began;
}

/**
 * The machine's start and the namespace of process ids: two containers of one machine have a process 1 each. Only Linux
 * tells; elsewhere a process that was killed is waited for.
 */
function whoIsSeen(): string {
  try {
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return '';
  }
}

/** Field 22 of `proc_pid_stat(5)`, counted behind the name, which may hold blanks and brackets; null: no such process. */
function beganAt(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, ...others] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // A zombie runs no more; whoever started it has not looked yet.
    return state === 'Z' ? null : (others[18] ?? null);
  } catch {
    return null;
  }
}
