/** What citizens and the office send: seen, read, heard, watched. */
export const fileKinds = ['picture', 'document', 'sound', 'film'] as const;
export type FileKind = (typeof fileKinds)[number];

/**
 * The media types that are taken, by what the content is and never by a name or a header. Whatever a browser or an office
 * program would run stands in no row: pages, SVG, archives, office files, programs.
 */
const kindOf: Readonly<Record<string, FileKind>> = {
  'image/jpeg': 'picture',
  'image/png': 'picture',
  'image/webp': 'picture',
  'image/gif': 'picture',
  'image/tiff': 'picture',
  'image/avif': 'picture',
  'application/pdf': 'document',
  'audio/mpeg': 'sound',
  'audio/ogg': 'sound',
  'audio/amr': 'sound',
  'audio/aac': 'sound',
  'audio/wav': 'sound',
  'audio/mp4': 'sound',
  'audio/x-m4a': 'sound',
  'video/mp4': 'film',
  'video/3gpp': 'film',
  'video/quicktime': 'film',
  'video/webm': 'film',
};

/** The kind of a media type; null: such a file is not taken. Parameters, such as the codecs, count for nothing. Pure. */
export function fileKindOf(mediaType: string | null): FileKind | null {
  const plain = plainType(mediaType ?? '');
  return Object.hasOwn(kindOf, plain) ? (kindOf[plain] ?? null) : null;
}

/** The media type without its parameters. Pure. */
export const plainType = (mediaType: string): string => mediaType.split(';', 1)[0]?.trim().toLowerCase() ?? '';

/** Bytes of one file of each kind, and what all files of a case may come to. */
export interface FileLimits {
  readonly bytes: Readonly<Record<FileKind, number>>;
  readonly perCase: { readonly files: number; readonly bytes: number };
}

/** Why a file is not taken; it would not be at another time either. */
export const fileRefusals = [
  'file_empty',
  'file_too_large',
  'file_kind',
  'file_unreadable',
  'file_infected',
  'case_full',
] as const;
export type FileRefusal = (typeof fileRefusals)[number];

/** Why a file cannot be taken now: the disk is full, or what keeps or looks at files is away. */
export const fileTroubles = ['files_full', 'files_away'] as const;
export type FileTrouble = (typeof fileTroubles)[number];
