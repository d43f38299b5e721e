import { EntitySchema } from 'typeorm';
import { moment, text, uuid } from './columns.ts';

/** A number whose callers nobody is rung for, by its keyed fingerprint. */
interface BlockedCallerRow {
  phoneIndex: string;
  until: Date;
  atEmergency: boolean;
  setBy: string;
  setAt: Date;
}

export const BlockedCallerEntity = new EntitySchema<BlockedCallerRow>({
  name: 'blocked_caller',
  columns: {
    phoneIndex: { ...text, name: 'phone_index', primary: true, primaryKeyConstraintName: 'blocked_caller_pkey' },
    until: moment,
    atEmergency: { type: 'boolean', name: 'at_emergency' },
    setBy: { ...uuid, name: 'set_by', foreignKey: { target: 'person', name: 'blocked_caller_set_by' } },
    setAt: { ...moment, name: 'set_at' },
  },
});
