import { createHash, type KeyObject, sign, verify, X509Certificate } from 'node:crypto';
import { type Der, der, marked, oid, partsOf, readDer, tags } from './der.ts';

/** A key, with its certificate and those by which that is vouched for. */
export interface SigningKey {
  readonly key: KeyObject;
  /** That of the key first. */
  readonly certificates: readonly X509Certificate[];
}

const oids = {
  data: oid('1.2.840.113549.1.7.1'),
  signedData: oid('1.2.840.113549.1.7.2'),
  contentType: oid('1.2.840.113549.1.9.3'),
  messageDigest: oid('1.2.840.113549.1.9.4'),
  signingCertificate: oid('1.2.840.113549.1.9.16.2.47'),
  sha256: oid('2.16.840.1.101.3.4.2.1'),
  rsa: oid('1.2.840.113549.1.1.1'),
  ecdsa: oid('1.2.840.10045.4.3.2'),
};
const { bytes: octets, integer, none, sequence, set } = tags;
const number = (value: number) => der(integer, Buffer.from([value]));
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();

/** Who issued a certificate, and under which number: as they stand in it. */
function issuedBy(certificate: X509Certificate): { readonly issuer: Buffer; readonly serial: Buffer } {
  const [tbs] = partsOf(readDer(certificate.raw));
  const fields = partsOf(tbs as Der);
  const [serial, , issuer] = fields[0]?.tag === marked(0) ? fields.slice(1) : fields;
  if (!serial || !issuer) throw new RangeError('no certificate');
  return { issuer: issuer.raw, serial: serial.raw };
}

/**
 * A detached signature of what has this SHA-256, as RFC 5652 and PAdES B-B (ETSI EN 319 142-1) have it: the attributes name
 * type, digest and the certificate itself (RFC 5035), and no moment, which stands in the PDF.
 */
export function detachedSignature({ key, certificates }: SigningKey, digest: Uint8Array): Buffer {
  const [own] = certificates;
  if (!own) throw new RangeError('no certificate');
  const { issuer, serial } = issuedBy(own);
  const named = der(sequence, der(sequence, der(marked(4), issuer)), serial);
  const attribute = (type: Buffer, value: Buffer) => der(sequence, type, der(set, value));
  const attributes = Buffer.concat(
    [
      attribute(oids.contentType, oids.data),
      attribute(oids.messageDigest, der(octets, digest)),
      attribute(
        oids.signingCertificate,
        der(sequence, der(sequence, der(sequence, der(octets, sha256(own.raw)), named))),
      ),
    ].sort(Buffer.compare),
  );
  const algorithm = key.asymmetricKeyType === 'ec' ? der(sequence, oids.ecdsa) : der(sequence, oids.rsa, der(none));
  const hash = der(sequence, oids.sha256);
  const signer = der(
    sequence,
    ...[number(1), der(sequence, issuer, serial), hash, der(marked(0), attributes), algorithm],
    der(octets, sign('sha256', der(set, attributes), key)),
  );
  const signed = der(
    sequence,
    ...[number(1), der(set, hash), der(sequence, oids.data)],
    ...[der(marked(0), ...certificates.map(({ raw }) => raw)), der(set, signer)],
  );
  return der(sequence, oids.signedData, der(marked(0), signed));
}

/**
 * Whose signature it is, where it is a valid one of what has this SHA-256 by a certificate that it names and carries. Whether
 * that certificate is to be trusted is not asked here: it is the office that chose who signs.
 */
export function signerOf(cms: Buffer, digest: Uint8Array): X509Certificate | null {
  try {
    const [type, wrapped] = partsOf(readDer(cms));
    if (!type?.raw.equals(oids.signedData) || !wrapped) return null;
    const fields = partsOf(readDer(wrapped.content));
    const carried = fields.find(({ tag }) => tag === marked(0));
    const signers = partsOf(fields.at(-1) as Der);
    // PDF/A: one signer.
    if (!carried || signers.length !== 1) return null;
    const [, , , attributes, , signature] = partsOf(signers[0] as Der);
    if (attributes?.tag !== marked(0) || !signature) return null;
    const attributeOf = (name: Buffer) =>
      partsOf(attributes)
        .map((one) => partsOf(one))
        .find(([named]) => named?.raw.equals(name))?.[1];
    const said = attributeOf(oids.messageDigest);
    const names = attributeOf(oids.signingCertificate);
    if (!said || !names || !readDer(said.content).content.equals(digest)) return null;
    const certificates = partsOf(carried).map(({ raw }) => new X509Certificate(raw));
    const own = certificates.find(({ raw }) => names.content.includes(sha256(raw)));
    if (!own || !verify('sha256', der(set, attributes.content), own.publicKey, signature.content)) return null;
    return own;
  } catch {
    return null;
  }
}
