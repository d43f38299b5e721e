import { readFileSync } from 'node:fs';
import { announcementNames as inContract } from '../../../server/contract/announcements.ts';
import { announcementNames, announcementTexts, callBackTexts } from '../../../telephony/doors.ts';
import { createTwiml } from '../../../telephony/twilio/voice/twiml.ts';

describe('what callers are told before the queue', () => {
  const who = { sid: 'CA1', dnis: '112' };
  const made = readFileSync('telephony/asterisk/sounds/make-sounds.sh', 'utf8');

  it.each(announcementNames)('%s has the same words on every exchange, in both languages', (name) => {
    const { id, en } = announcementTexts[name];
    expect(made).toContain(`160 "${id}"`);
    expect(made).toContain(`-en 150 "${en}" en`);
    const twiml = createTwiml({ baseUrl: 'https://x', record: false, musicUrl: 'https://x/m' });
    const heard = twiml.greeting(who, {
      ticketNumber: 'SBY-20261123-0001',
      door: { tells: [name], turnsAway: null },
    });
    expect(heard.indexOf(id)).toBeGreaterThan(0);
    expect(heard.indexOf(en)).toBeGreaterThan(heard.indexOf(id));
    expect(heard).toContain('<Conference');
  });

  it.each(Object.entries(callBackTexts))(
    '%s of a call back has the same words on every exchange',
    (_name, { id, en }) => {
      expect(made).toContain(`160 "${id}"`);
      expect(made).toContain(`-en 150 "${en}" en`);
    },
  );

  it('is what the screens offer', () => {
    // A number is blocked by name, and nothing is announced to everybody by it.
    expect([...inContract, 'blocked']).toEqual(announcementNames);
  });

  it('is the last that a caller hears who is turned away', () => {
    const twiml = createTwiml({ baseUrl: 'https://x', record: false, musicUrl: 'https://x/m' });
    const heard = twiml.greeting(who, {
      ticketNumber: 'SBY-20261123-0001',
      door: { tells: ['closed'], turnsAway: 'closed' },
    });
    expect(heard).toMatch(/Nomor tiket Anda.*Our office is closed.*<Hangup\/><\/Response>$/s);
    expect(heard).not.toContain('Conference');
  });
});
