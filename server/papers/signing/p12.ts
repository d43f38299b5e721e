import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto';
import forge from 'node-forge';
import type { SigningKey } from './cms.ts';

/** What a p12 file is not; its words hold nothing of the key or its password. */
export class P12Fault extends Error {}

const { oids } = forge.pki;

/** Opens the key that providers of certificates hand out (PKCS #12). @throws P12Fault */
export function openP12(file: Uint8Array, password: string): SigningKey {
  const opened = opening(file, password);
  const [key] = [oids.pkcs8ShroudedKeyBag, oids.keyBag].flatMap((type) => bagsOf(opened, type));
  const derOf = (asn1: forge.asn1.Asn1) => Buffer.from(forge.asn1.toDer(asn1).getBytes(), 'latin1');
  // What is read of RSA comes as a key, and whatever else as it stands.
  const asn1 = key?.key ? forge.pki.wrapRsaPrivateKey(forge.pki.privateKeyToAsn1(key.key)) : key?.asn1;
  if (!asn1) throw new P12Fault('there is no key in it');
  const privateKey = createPrivateKey({ key: derOf(asn1), format: 'der', type: 'pkcs8' });
  const certificates = bagsOf(opened, oids.certBag).map(
    ({ cert, asn1: raw }) => new X509Certificate(derOf(cert ? forge.pki.certificateToAsn1(cert) : raw)),
  );
  const mine = createPublicKey(privateKey);
  const own = certificates.find(({ publicKey }) => publicKey.equals(mine));
  if (!own) throw new P12Fault('there is no certificate of its key in it');
  return { key: privateKey, certificates: [own, ...certificates.filter((one) => one !== own)] };
}

function opening(file: Uint8Array, password: string): forge.pkcs12.Pkcs12Pfx {
  try {
    const asn1 = forge.asn1.fromDer(Buffer.from(file).toString('latin1'));
    return forge.pkcs12.pkcs12FromAsn1(asn1, false, password);
  } catch {
    throw new P12Fault('it is no p12 file, or its password is another one');
  }
}

const bagsOf = (opened: forge.pkcs12.Pkcs12Pfx, type: string | undefined): forge.pkcs12.Bag[] =>
  type === undefined ? [] : (opened.getBags({ bagType: type })[type] ?? []);
