import fc from 'fast-check';
import { chosenDoor, readDoor } from '../../../telephony/menu.ts';

it('what was chosen travels behind the number, and is read as it was written', () => {
  expect(chosenDoor('119', { service: 'medical', language: null })).toBe('119*medical');
  expect(chosenDoor('119', { service: 'medical', language: 'en' })).toBe('119*medical*en');
  expect(chosenDoor('119', { service: null, language: 'en' })).toBe('119**en');
  expect(chosenDoor('119', { service: null, language: null })).toBe('119');
  fc.assert(
    fc.property(
      fc.stringMatching(/^[+\w.-]{1,20}$/),
      fc.option(fc.stringMatching(/^[a-z][a-z0-9-]{0,9}$/)),
      fc.constantFrom('id' as const, 'en' as const, null),
      (number, service, language) => {
        const door = chosenDoor(number, { service, language });
        expect(readDoor(door)).toEqual({ number, service, language });
        // Chosen anew: what was chosen before is no more.
        expect(chosenDoor(door, { service, language })).toBe(door);
      },
    ),
  );
});
