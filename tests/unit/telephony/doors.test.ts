import { readFileSync } from 'node:fs';
import { announcementNames as inContract } from '../../../server/contract/announcements.ts';
import { announcementNames, announcementTexts } from '../../../telephony/doors.ts';
import { createTwiml } from '../../../telephony/twilio/voice/twiml.ts';

describe('what callers are told before the queue', () => {
  const made = readFileSync('telephony/asterisk/sounds/make-sounds.sh', 'utf8');

  it.each(announcementNames)('%s has the same words on every exchange, in both languages', (name) => {
    const { id, en } = announcementTexts[name];
    expect(made).toContain(`160 "${id}"`);
    expect(made).toContain(`-en 150 "${en}" en`);
    const twiml = createTwiml({ baseUrl: 'https://x', record: false, musicUrl: 'https://x/m' });
    const heard = twiml.greeting('CA1', {
      ticketNumber: 'SBY-20261123-0001',
      door: { tells: [name], turnsAway: null },
    });
    expect(heard.indexOf(id)).toBeGreaterThan(0);
    expect(heard.indexOf(en)).toBeGreaterThan(heard.indexOf(id));
    expect(heard).toContain('<Conference');
  });

  it('is what the screens offer', () => {
    // A number is blocked by name, and nothing is announced to everybody by it.
    expect([...inContract, 'blocked']).toEqual(announcementNames);
  });

  it('is the last that a caller hears who is turned away', () => {
    const twiml = createTwiml({ baseUrl: 'https://x', record: false, musicUrl: 'https://x/m' });
    const heard = twiml.greeting('CA1', {
      ticketNumber: 'SBY-20261123-0001',
      door: { tells: ['closed'], turnsAway: 'closed' },
    });
    expect(heard).toMatch(/Nomor tiket Anda.*Our office is closed.*<Hangup\/><\/Response>$/s);
    expect(heard).not.toContain('Conference');
  });
});
