import { isOwnOrigin } from '../../../server/app/shared/own-origin.ts';

const host = 'sigap.example.go.id';
const publicUrl = `https://${host}`;

it.each([
  ['its own page', `https://${host}`, true],
  ['no browser at all', undefined, true],
  ['the same page over plain http, which anybody on the way can write', `http://${host}`, false],
  ['a page of a name that begins alike', `https://${host}.jahat.example`, false],
  ['a page of a sibling', 'https://lain.example.go.id', false],
  ['another port', `https://${host}:8443`, false],
  ['a file', 'file://', false],
  ['a frame without an origin', 'null', false],
  ['nothing that can be read', 'x', false],
])('a socket of %s: %s', (_, origin, own) => {
  expect(isOwnOrigin({ host, ...(origin !== undefined && { origin }) }, publicUrl)).toBe(own);
});

it('where no address is promised, the one that was asked counts', () => {
  expect(isOwnOrigin({ host: 'localhost:3000', origin: 'http://localhost:3000' })).toBe(true);
  expect(isOwnOrigin({ host: 'localhost:3000', origin: 'http://localhost:5173' })).toBe(false);
});
