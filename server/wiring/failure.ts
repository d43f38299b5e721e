import { ConfigError } from '../config.ts';
import { FileFault } from '../domain/shared/file-fault.ts';
import { EmbeddedPostgresError } from '../store/embedded/errors.ts';
import { NewerDatabaseError } from '../store/owner.ts';
import { WrongKeyError } from '../store/secrets/keyring.ts';
import { UnsafeDatabaseError } from './database.ts';
import { AnotherServerError } from './one-server.ts';

const inWords = [
  ...[ConfigError, FileFault, EmbeddedPostgresError, WrongKeyError],
  ...[UnsafeDatabaseError, NewerDatabaseError, AnotherServerError],
];

/** For the person who started the server or a command, which cannot go on: in words where we have them, else whole. */
export function failureText(error: unknown): string {
  if (inWords.some((kind) => error instanceof kind)) return (error as Error).message;
  return (error as Error).stack ?? String(error);
}
