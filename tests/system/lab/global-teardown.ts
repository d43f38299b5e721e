import teardown from '../../support/global-teardown.ts';
import { removeOffice } from './office.ts';

export default async function systemTeardown(): Promise<void> {
  await removeOffice();
  await teardown();
}
