import { Readable } from 'node:stream';
import { DeleteObjectCommand, GetObjectCommand, S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { type FileStore, FilesFault } from '../app/ports/files.ts';

export interface S3Options {
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly accessKey: string;
  readonly secretKey: string;
  /** How long an answer may take, ms; 20 s unless told. */
  readonly timeoutMs?: number;
}

/**
 * Files in a bucket of any store that speaks S3. What goes there is sealed already. Nothing of credentials or regions is
 * read from the environment or from files of the account that we run under.
 */
export function createS3({ endpoint, bucket, region, accessKey, secretKey, timeoutMs = 20_000 }: S3Options): FileStore {
  const client = new S3Client({
    endpoint,
    region,
    // Other stores than Amazon's have no name for each bucket.
    forcePathStyle: true,
    credentials: { accessKeyId: accessKey, secretAccessKey: secretKey },
    // Many of them know no checksums besides the signature; ours are in the sealing.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    maxAttempts: 2,
    requestHandler: { requestTimeout: timeoutMs, connectionTimeout: 5_000 },
  });
  const Bucket = bucket;
  return {
    name: 's3',
    put: async (name, sealed) => {
      // Its length is not known before its end: it goes in parts, of which one is in memory.
      let broken: { readonly error: unknown } | null = null;
      const watched = async function* () {
        try {
          yield* sealed;
        } catch (error) {
          broken = { error };
          throw error;
        }
      };
      const upload = new Upload({
        client,
        params: { Bucket, Key: name, Body: Readable.from(watched(), { objectMode: false }) },
        queueSize: 1,
        leavePartsOnError: false,
      });
      await upload.done().catch((error: unknown) => {
        // What broke off by itself says why, whatever came of putting the parts away.
        throw broken ? broken.error : faultOf(error);
      });
    },
    get: async (name) => {
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: name }));
        return (Body as Readable | undefined) ?? null;
      } catch (error) {
        if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404 && error.name === 'NoSuchKey')
          return null;
        throw faultOf(error);
      }
    },
    delete: async (name) => {
      await client.send(new DeleteObjectCommand({ Bucket, Key: name })).catch((error: unknown) => {
        throw faultOf(error);
      });
    },
  };
}

/** Without what the store says besides: names of hosts and keys. */
function faultOf(error: unknown): unknown {
  if (error instanceof FilesFault) return error;
  const { name, $metadata, code } = error as {
    name?: string;
    code?: string;
    $metadata?: { httpStatusCode?: number };
  };
  if ($metadata === undefined && code === undefined && name !== 'TimeoutError') return error;
  const isFull = $metadata?.httpStatusCode === 507 || /Quota|StorageFull|InsufficientStorage/i.test(name ?? '');
  return new FilesFault(isFull ? 'full' : 'away', `the store of files answered ${code ?? name ?? 'nothing'}`);
}
