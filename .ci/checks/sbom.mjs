/**
 * Prints what is shipped, as CycloneDX: every package of production by the lock file, with version, checksum and licence. Fails
 * where one that package.json names is not in it, or one has no version or checksum.
 * Usage: npm run --silent sbom > sigap.cdx.json
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const told = execFileSync(
  'npm',
  ['sbom', '--sbom-format=cyclonedx', '--sbom-type=application', '--package-lock-only'],
  { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
);
const bom = JSON.parse(told);
const { name, version, dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
// npm takes the name of the folder.
bom.metadata.component.name = name;
// Its own --omit=dev forgets packages that one of development needs too (pg, zod).
const isShipped = ({ properties = [] }) => !properties.some((one) => one.name === 'cdx:npm:package:development');
bom.components = bom.components.filter(isShipped);
const refs = new Set([bom.metadata.component, ...bom.components].map((component) => component['bom-ref']));
bom.dependencies = bom.dependencies
  .filter(({ ref }) => refs.has(ref))
  .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((one) => refs.has(one)) }));

const faults = [];
if (bom.metadata.component.version !== version) faults.push(`it is of version ${bom.metadata.component.version}`);
const known = new Set(bom.components.map((component) => component.name));
for (const wanted of Object.keys(dependencies)) if (!known.has(wanted)) faults.push(`${wanted} is not in it`);
for (const component of bom.components) {
  if (!component.version || !component.purl) faults.push(`${component.name} has no version`);
  if (!component.hashes?.length) faults.push(`${component.name} has no checksum`);
}
process.stdout.write(`${JSON.stringify(bom, null, 2)}\n`);
for (const fault of faults) process.stderr.write(`sbom: ${fault}\n`);
process.stderr.write(`${bom.components.length} packages, ${faults.length} faults\n`);
process.exitCode = faults.length > 0 || bom.components.length < 50 ? 1 : 0;
