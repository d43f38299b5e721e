import { answeredCall } from '../support/server-scenario.ts';
import { until } from '../support/until.ts';
import { faultsOf, look } from './lab/look.ts';
import { type ScreensOffice, startScreensOffice } from './lab/screens-office.ts';

describe('a number that pranks, in the browser', () => {
  let office: ScreensOffice;
  beforeAll(async () => {
    office = await startScreensOffice();
  });
  afterAll(() => office?.stop());

  /** Three calls, recapped as pranks: so many may be blocked for. */
  const pranks = async (): Promise<string> => {
    const sari = await office.server.logIn('sari');
    const desk = await sari.desk();
    let last = '';
    for (let times = 0; times < 3; times += 1) {
      const call = await answeredCall(office.server, sari, desk, '081234567890');
      office.server.exchange.happen(call.ended());
      await until('the call is over', async () => !(await sari.do('getCase', { params: call })).callLive);
      await sari.act(call, 'recap.saved', { disposition: 'prank', recapSummary: 'Iseng' });
      last = call.caseId;
    }
    return last;
  };

  it('is blocked for a reason and let in again, and the focus comes back to where it was', async () => {
    const caseId = await pranks();
    const page = await office.open('rina', `/tickets/${caseId}`);
    await page.locator('[data-testid=block-caller][data-blocked=false]').waitFor();
    expect(await faultsOf(page, office.folder, 'block-caller')).toEqual([]);

    await page.getByTestId('block').focus();
    await page.keyboard.press('Enter');
    await page.getByTestId('block-reason').waitFor();
    expect((await look(page, office.folder, 'block-dialog')).faults).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByTestId('block-reason').waitFor({ state: 'detached' });
    await page.locator('[data-testid=block]:focus').waitFor();

    await page.keyboard.press('Enter');
    await page.getByTestId('block-submit').click();
    await page.locator('[data-testid=block-reason][aria-invalid=true]').waitFor();
    await page.getByTestId('block-reason').fill('iseng berulang kali');
    await page.keyboard.press('Enter');
    await page.locator('[data-testid=block-caller][data-blocked=true]').waitFor();
    expect(await faultsOf(page, office.folder, 'block-blocked')).toEqual([]);

    await page.getByTestId('unblock').click();
    await page.getByTestId('unblock-reason').fill('salah orang, minta maaf');
    await page.keyboard.press('Enter');
    await page.locator('[data-testid=block-caller][data-blocked=false]').waitFor();
    await page.context().close();
  });
});
