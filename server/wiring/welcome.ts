import type { Words } from '../domain/shared/words.ts';

/** Hears what is being done while somebody waits for the server. */
export type Tell = (doing: Words) => void;

/** One such line, in both languages. */
export const doingText = ({ id, en }: Words): string => `  ${id} / ${en}\n`;

export interface Welcome {
  readonly url: string;
  readonly exchange: 'simulator' | 'asterisk' | 'twilio';
  readonly logIns: readonly { readonly username: string; readonly role: string; readonly password: string }[];
  readonly production: boolean;
}

/** What the person who started Sigap reads, in both languages. Passwords appear here once and never again. */
export function welcome({ url, exchange, logIns, production }: Welcome): string {
  const lines = ['', `  Sigap: ${url}`, ''];
  if (exchange === 'simulator') {
    lines.push('  Penelepon simulasi sedang menelepon. / Simulated callers are ringing.');
  }
  if (logIns.length > 0) {
    lines.push('  Catat sandi ini; hanya ditampilkan sekali. / Note these passwords; they are shown once.', '');
    for (const { username, role, password } of logIns) {
      lines.push(`    ${username.padEnd(12)} ${password}   ${role}`);
    }
    lines.push(
      '',
      '  Masuk sebagai agen1 lalu tekan "Siap"; buka jendela lain sebagai supervisor.',
      '  Log in as agen1 and press "Ready"; open another window as supervisor.',
    );
  } else {
    lines.push(
      production
        ? '  Tambah orang: / Add people:  npm run user -- add NAME --role ROLE'
        : '  Lupa sandi? / Forgotten a password?  npm run user -- reset NAME',
    );
  }
  return `${lines.join('\n')}\n\n`;
}
