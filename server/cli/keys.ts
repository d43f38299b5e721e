import { loadConfig } from '../config.ts';
import { finishRotation } from '../store/secrets/keyring.ts';
import { sealAnew } from '../store/secrets/rotate.ts';
import { failureText } from '../wiring/failure.ts';
import { withDatabase } from './with-database.ts';

/**
 * `npm run keys -- rotate`: seals every personal value anew under SIGAP_SECRET_KEY, while servers run that know both keys
 * (the former in SIGAP_OTHER_KEYS). It may be broken off and begun again. Afterwards the former key is needed no more.
 */
const usage = 'npm run keys -- rotate';
try {
  if (process.argv.slice(2).join(' ') !== 'rotate') {
    process.stderr.write(`${usage}\n`);
    process.exitCode = 2;
  } else {
    await withDatabase(loadConfig(), async ({ dataSource, sealer }) => {
      // What a server that still sealed under the former key wrote meanwhile is found by another round.
      for (let round = 1; ; round += 1) {
        const sealed = await sealAnew(dataSource, sealer, ({ table, rows, sealed }) =>
          console.log(`${round}  ${table}  ${rows}  +${sealed}`),
        );
        if (sealed === 0) break;
      }
      await finishRotation(dataSource, sealer);
    });
    console.log(
      'Selesai; kunci lama boleh dihapus dari SIGAP_OTHER_KEYS / done; the former key may leave SIGAP_OTHER_KEYS.',
    );
  }
} catch (error) {
  console.error(failureText(error));
  process.exitCode = 1;
}
