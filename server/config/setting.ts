import { z } from 'zod';

/** A sentence in both languages of the product. */
export type Both = { id: string; en: string };

/** One environment variable: how it is read, and everything a person needs to set it right. */
export type Setting<Value = unknown> = {
  /** From the trimmed text of the variable to its value. */
  schema: z.ZodType<Value, string>;
  /** What it is for. */
  meaning: Both;
  /** What a good value looks like. */
  expects: Both;
  example: string;
  /** Its value is never repeated in a message. */
  secret: boolean;
};

/** A setting that always has a value: `fallback` is read like a given text. */
export type SettingWithDefault<Value> = Setting<Value> & { fallback: string };

type Words = { meaning: Both; expects: Both; example: string; secret?: boolean };

/** A setting without a default: undefined unless it is set. */
export function optional<Value>(schema: z.ZodType<Value, string>, words: Words): Setting<Value> {
  return { secret: false, ...words, schema };
}

/** A setting with a default, written as it would be in the environment. */
export function defaulted<Value>(
  schema: z.ZodType<Value, string>,
  fallback: string,
  words: Omit<Words, 'example'> & { example?: string },
): SettingWithDefault<Value> {
  return { secret: false, example: fallback, ...words, schema, fallback };
}

/** Any text on one line: these values end up in headers, commands and log lines. */
export const line = z.string().regex(/^\P{Cc}+$/u);

export function wholeNumber(min: number, max: number): z.ZodType<number, string> {
  return z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number)
    .pipe(z.number().min(min).max(max));
}

export function decimal(min: number, max: number): z.ZodType<number, string> {
  return z
    .string()
    .regex(/^\d{1,9}(\.\d{1,6})?$/)
    .transform(Number)
    .pipe(z.number().min(min).max(max));
}

/** An address with one of these schemes; a final slash is dropped. */
export function address(schemes: readonly string[]): z.ZodType<string, string> {
  return line
    .refine((text) => {
      if (!URL.canParse(text)) return false;
      const url = new URL(text);
      return schemes.includes(url.protocol.slice(0, -1)) && url.hostname !== '';
    })
    .transform((text) => text.replace(/\/$/, ''));
}

export const host = z.string().regex(/^[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$|^[0-9A-Fa-f:]{2,39}$/);
export const hostName: Both = { id: 'nama host atau alamat IP', en: 'a host name or an IP address' };

/** A name as Asterisk and the SOP files use them. */
export const name = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/);

/** Of what two programs show each other. */
export const token: Both = { id: 'sedikitnya 16 karakter acak', en: 'at least 16 random characters' };
