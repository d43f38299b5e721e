import { dictionary } from '@zxcvbn-ts/language-common';
import { isGuessable } from '../../../../../server/domain/password/guessable.ts';
import { generatePassword } from '../../../../../server/store/passwords.ts';

const about = ['rina.s', 'Rina Supervisor', 'Pemerintah Kabupaten Semarang', 'Sigap'];

it.each([
  'password1234',
  'Password123!',
  'P@$$w0rd2026',
  'qwertyuiop123',
  'asdfghjkl;12',
  '1qaz2wsx3edc',
  'abcdefghijklmnop',
  'bismillah12345',
  'B1sm1ll4h-2025',
  'sayangku123456',
  'akusayangkamu',
  'indonesia17081945',
  'Merdeka!1945!!',
  'admin@admin@admin',
  'sayangsayangsayangsayang',
  'surabaya-2024-!!',
  'rahasia.rahasia.123',
  'Semarang Kabupaten 1',
  'sigap-sigap-2026',
  'Rina Supervisor 99',
  '081234567890',
  '3374-0112-8877-1123',
  'pássword-2026',
  'ｐａｓｓｗｏｒｄ１２３４',
  'AremaAremania87',
])('%j is guessed soon', (password) => expect(isGuessable(password, about)).toBe(true));

it.each([
  'gajah mada 1364 menyeberang',
  'hayam wuruk 1350 naik takhta',
  'becak biru parkir miring',
  'kopi tubruk tanpa ampas',
  'correct horse battery staple',
  'x7Kq-93mf-Tzb2',
  'ꦱꦸꦫꦧꦪꦏꦺꦴꦠꦮꦶꦱ',
  'hujan turun di genteng bocor',
])('%j is not', (password) => expect(isGuessable(password, about)).toBe(false));

it('whatever is leaked most is guessed soon, with a year, a sign and a capital too', () => {
  const most = (dictionary['passwords-common'] ?? []).map(String).slice(0, 2_500);
  expect(most).toHaveLength(2_500);
  const dressed = (word: string) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
  const kept = most
    .flatMap((word) => [word, `${word}2026`, `${dressed(word)}!`])
    .filter((one) => !isGuessable(one, about));
  expect(kept).toEqual([]);
});

it('none of those that are handed out is', () => {
  for (let n = 0; n < 200; n += 1) expect(isGuessable(generatePassword(), about)).toBe(false);
});

it('the longest that is taken is looked at in no time', () => {
  const began = performance.now();
  for (const text of ['a1'.repeat(128), 'ab'.repeat(127), 'sayang '.repeat(36)]) isGuessable(text, about);
  expect(performance.now() - began).toBeLessThan(3_000);
});
