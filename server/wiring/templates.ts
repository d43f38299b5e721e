import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { messageChannels } from '../../telephony/messaging/port.ts';
import type { MessageTemplate } from '../app/ports/templates.ts';
import { FileFault } from '../domain/shared/file-fault.ts';
import { readYaml } from '../domain/shared/located-yaml.ts';

const words = z.string().trim().min(1).max(120);
const File = z.strictObject({
  templates: z.array(
    z.strictObject({
      id: z.string().trim().min(1).max(120),
      channel: z.enum(messageChannels).default('whatsapp'),
      name: z.strictObject({ id: words, en: words }),
      text: z.string().trim().min(1).max(1_600),
    }),
  ),
});

/**
 * Reads `templates.yaml` of the data folder: texts that the provider has approved, by the id it gave (`HX…` at Twilio).
 * @returns none where there is no such file
 * @throws FileFault with every fault, its line and what to do
 */
export function readTemplates(dataDir: string): readonly MessageTemplate[] {
  const path = join(dataDir, 'templates.yaml');
  if (!existsSync(path)) return [];
  const yaml = readYaml(readFileSync(path, 'utf8'), 'templates.yaml');
  const parsed = File.safeParse(yaml.value);
  if (parsed.success) return parsed.data.templates;
  const faults = parsed.error.issues.map((issue) => ({
    line: yaml.lineOf(issue.path),
    id: `${issue.path.join('.') || 'berkas'}: isinya tidak sesuai; perlu id, name (id, en) dan text (${issue.message})`,
    en: `${issue.path.join('.') || 'file'}: not what is expected; needs id, name (id, en) and text (${issue.message})`,
  }));
  throw new FileFault('templates.yaml', faults);
}

/** What the simulated WhatsApp takes. */
export const simulatedTemplates: readonly MessageTemplate[] = [
  {
    id: 'simulated-news',
    channel: 'whatsapp',
    name: { id: 'Kabar tiket', en: 'News of a ticket' },
    text: 'Kabar tentang tiket {{1}}: {{2}} Balas pesan ini bila ada pertanyaan.',
  },
  {
    id: 'simulated-question',
    channel: 'whatsapp',
    name: { id: 'Minta keterangan', en: 'Ask for details' },
    text: 'Tentang tiket {{1}}, kami memerlukan keterangan dari Anda: {{2}}',
  },
];
