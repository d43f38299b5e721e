import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { AgentChoices } from '../domain/agent/choices.ts';
import { FileFault } from '../domain/shared/file-fault.ts';
import { readYaml } from '../domain/shared/located-yaml.ts';

const file = 'agents.yaml';
const shipped = fileURLToPath(new URL('../agents/agents.yaml', import.meta.url));

const id = z.string().regex(/^[a-z][a-z0-9-]{0,23}$/);
const text = z.string().trim().min(1).max(40);
const name = z.strictObject({ id: text, en: text });
const once = (all: readonly { readonly id: string }[]) => new Set(all.map((one) => one.id)).size === all.length;

const lengthOf = (text: string): number => Number.parseInt(text, 10) * (text.endsWith('min') ? 60_000 : 1_000);

const File = z.strictObject({
  pause_reasons: z
    .array(
      z.strictObject({
        id,
        name,
        limit: z
          .string()
          .regex(/^[1-9]\d{0,3} (s|min)$/)
          .optional(),
      }),
    )
    .min(1)
    .max(20)
    .refine(once, 'an id comes twice'),
  skills: z.array(z.strictObject({ id, name })).max(40).refine(once, 'an id comes twice'),
});

/**
 * Reads `agents.yaml`: the office's own of the data folder, or what is shipped.
 * @throws FileFault with every fault, its line and what to do
 */
export function readAgentChoices(dataDir: string): AgentChoices {
  const own = join(dataDir, file);
  const yaml = readYaml(readFileSync(existsSync(own) ? own : shipped, 'utf8'), file);
  const parsed = File.safeParse(yaml.value);
  if (parsed.success) {
    const { pause_reasons: reasons, skills } = parsed.data;
    return {
      pauseReasons: reasons.map(({ id, name, limit }) => ({ id, name, limitMs: limit ? lengthOf(limit) : null })),
      skills,
    };
  }
  const faults = parsed.error.issues.map((issue) => ({
    line: yaml.lineOf(issue.path),
    id: `${issue.path.join('.') || 'berkas'}: isinya tidak sesuai; perlu id, name, dan limit seperti "15 min" (${issue.message})`,
    en: `${issue.path.join('.') || 'file'}: not what is expected; needs id, name, and a limit such as "15 min" (${issue.message})`,
  }));
  throw new FileFault(file, faults);
}
