import { ConfigError, loadConfig } from '../config.ts';
import { finishRotation, WrongKeyError } from '../store/secrets/keyring.ts';
import { sealAnew } from '../store/secrets/rotate.ts';
import { openDatabase } from '../wiring/database.ts';

/**
 * `npm run keys -- rotate`: seals every personal value anew under SIGAP_SECRET_KEY, while servers run that know both keys
 * (the former in SIGAP_OTHER_KEYS). It may be broken off and begun again. Afterwards the former key is needed no more.
 */
const usage = 'npm run keys -- rotate';
const closing: (() => Promise<void> | void)[] = [];
const log = { info: () => {}, warn: () => {}, error: () => {} };
try {
  if (process.argv.slice(2).join(' ') !== 'rotate') {
    process.stderr.write(`${usage}\n`);
    process.exitCode = 2;
  } else {
    const opened = await openDatabase(loadConfig(), log, { add: (_name, close) => void closing.unshift(close) });
    const { dataSource, sealer } = opened;
    // What a server that still sealed under the former key wrote meanwhile is found by another round.
    for (let round = 1; ; round += 1) {
      const sealed = await sealAnew(dataSource, sealer, ({ table, rows, sealed }) =>
        console.log(`${round}  ${table}  ${rows}  +${sealed}`),
      );
      if (sealed === 0) break;
    }
    await finishRotation(dataSource, sealer);
    console.log(
      'Selesai; kunci lama boleh dihapus dari SIGAP_OTHER_KEYS / done; the former key may leave SIGAP_OTHER_KEYS.',
    );
  }
} catch (error) {
  const known = error instanceof ConfigError || error instanceof WrongKeyError;
  console.error(known ? error.message : error);
  process.exitCode = 1;
} finally {
  for (const close of closing) await close();
}
