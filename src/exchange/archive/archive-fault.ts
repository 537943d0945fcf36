/** Why an archive is refused: what is wrong, where, and what to do. Nothing of it was imported when it is thrown. */
export class ArchiveFault extends Error {
  override readonly name = 'ArchiveFault';
}

/** Where in an archive something stands, as messages say it. */
export const at = (line: number, part: string | null): string =>
  part === null ? `line ${line}` : `line ${line} (part "${part}")`;
