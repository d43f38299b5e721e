import { settings } from '../../server/config/settings.ts';

/** The text of `.env.example`, from the settings themselves. Values that are commented out are defaults or examples. */
export function envExample(): string {
  const head = [
    '# Setelan Sigap. Salin menjadi .env lalu hapus "#" di depan yang ingin diubah; variabel lingkungan menang atas .env.',
    '# Settings of Sigap. Copy to .env and remove the "#" before what you want to change; environment variables win over .env.',
  ];
  const entries = Object.entries(settings).map(([name, setting]) => {
    const value = 'fallback' in setting ? String(setting.fallback) : '';
    const hint = 'fallback' in setting ? 'bawaan/default' : 'contoh/example';
    return [
      `# ${setting.meaning.id}; ${setting.expects.id}.`,
      `# ${setting.meaning.en}; ${setting.expects.en}.`,
      `# (${hint}: ${value || setting.example.replace(/^\$\((.*)\)$/, '$1')})`,
      `#${name}=${value}`,
    ].join('\n');
  });
  return `${[head.join('\n'), ...entries].join('\n\n')}\n`;
}
