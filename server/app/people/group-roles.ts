import { type GroupRole, roleByGroups } from '../../domain/rights/group-roles.ts';
import type { AuditStore } from '../ports/audit.ts';

/** Somebody of the office's list of people. */
export interface Grouped {
  readonly id: string;
  readonly role: string;
  readonly extension: string | null;
}

export interface GroupRolesDeps {
  /** Null: what people work as stands in our own list. */
  readonly mapping: readonly GroupRole[] | null;
  /** Both end the log-ins of the person. */
  readonly changeRole: (personId: string, role: string) => Promise<void>;
  readonly endSessions: (personId: string) => Promise<void>;
  readonly audit: Pick<AuditStore, 'note'>;
}

export type GroupRoles = ReturnType<typeof createGroupRoles>;

/**
 * What people work as, where their groups at a provider or directory say it. The list of people follows, so that screens,
 * procedures and rights read one and the same.
 */
export function createGroupRoles({ mapping, changeRole, endSessions, audit }: GroupRolesDeps) {
  return {
    /**
     * @param groups null: the provider or directory knows nobody like that any more
     * @returns what the person works as now; null: nothing, and no log-in of theirs goes on
     */
    settle: async (
      { id, role: before, extension }: Grouped,
      groups: readonly string[] | null,
    ): Promise<string | null> => {
      const found = groups === null ? null : mapping === null ? before : roleByGroups(mapping, groups);
      // Whoever takes calls needs a telephone, which no group gives.
      const role = found !== before && found === 'agent' && extension === null ? null : found;
      if (role === null) await endSessions(id);
      else if (role !== before) {
        await changeRole(id, role);
        await audit.note({
          personId: null,
          action: 'role.changed',
          subject: id,
          reason: `groups: ${before} → ${role}`,
        });
      }
      return role;
    },
  };
}
