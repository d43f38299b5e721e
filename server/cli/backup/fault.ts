/** What keeps a backup from being made or brought back; fit to print. */
export class BackupFault extends Error {
  constructor(id: string, en: string) {
    super(`${id}\n${en}`);
    this.name = 'BackupFault';
  }
}
