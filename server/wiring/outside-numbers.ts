import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { OutsideNumber } from '../app/calls/transfers.ts';
import { roles } from '../contract/people.ts';
import { FileFault } from '../domain/shared/file-fault.ts';
import { readYaml } from '../domain/shared/located-yaml.ts';

const file = 'transfers.yaml';

const File = z.strictObject({
  outside: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[A-Za-z0-9-]{1,24}$/),
        name: z.string().trim().min(1).max(60),
        number: z.string().regex(/^\+?[0-9]{2,16}$/),
        /** Nobody, unless it says so. */
        roles: z.array(z.enum(roles)).default([]),
        emergency: z.boolean().default(false),
      }),
    )
    .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, 'an id comes twice')
    .refine((all) => all.filter(({ emergency }) => emergency).length <= 1, 'one emergency number at the most'),
});

/**
 * Reads `transfers.yaml` of the data folder: the numbers outside of the office to which callers may be handed on, and by
 * which roles.
 * @returns none where there is no such file
 * @throws FileFault with every fault, its line and what to do
 */
export function readOutsideNumbers(dataDir: string): readonly OutsideNumber[] {
  const path = join(dataDir, file);
  if (!existsSync(path)) return [];
  const yaml = readYaml(readFileSync(path, 'utf8'), file);
  const parsed = File.safeParse(yaml.value);
  if (parsed.success) return parsed.data.outside;
  const faults = parsed.error.issues.map((issue) => ({
    line: yaml.lineOf(issue.path),
    id: `${issue.path.join('.') || 'berkas'}: isinya tidak sesuai; perlu id, name, number dan roles (${issue.message})`,
    en: `${issue.path.join('.') || 'file'}: not what is expected; needs id, name, number and roles (${issue.message})`,
  }));
  throw new FileFault(file, faults);
}
