import { execFile, spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { CommandError, EXIT } from '../exit-code.js';

const MAX_OUTPUT_BYTES = 512 * 1024 * 1024;

/** What git answered: its output, or why there is none. */
export type GitAnswer = { output: string } | { exitCode: number; complaint: string };

/** What it says is read here. */
const IN_ENGLISH = { ...process.env, LC_ALL: 'C' };

/** Runs git in a folder. @throws CommandError where there is no git to run. */
export function askGit(folder: string, ...args: string[]): Promise<GitAnswer> {
  return new Promise((resolve, reject) => {
    execFile('git', args, { cwd: folder, maxBuffer: MAX_OUTPUT_BYTES, env: IN_ENGLISH }, (error, output, complaint) => {
      if (error === null) return resolve({ output });
      if (typeof error.code === 'number') return resolve({ exitCode: error.code, complaint: complaint.trim() });
      reject(noGit(error));
    });
  });
}

export function noGit(cause: Error): CommandError {
  const isMissing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
  const what = isMissing ? 'git is not installed, or not on the PATH' : `git could not be run: ${cause.message}`;
  const fix = 'Install it, or check against a registry, a folder or a file.';
  return new CommandError(EXIT.usage, `--against git:... needs git, and ${what}.\n${fix}`, { cause });
}

/** The contents of objects by their ids, from one process that answers in the order of the questions. */
export function readObjects(folder: string, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return Promise.resolve([]);
  return new Promise((resolve, reject) => {
    const git = spawn('git', ['cat-file', '--batch'], { cwd: folder });
    git.on('error', (error) => reject(noGit(error)));
    collect(git, (code, output, complaint) => {
      if (code !== 0) return reject(new Error(`git cat-file left with ${code}: ${complaint}`));
      try {
        resolve(splitBatch(output, ids));
      } catch (error) {
        reject(error as Error);
      }
    });
    git.stdin.on('error', () => {}); // It ended early: its exit code tells.
    git.stdin.end(`${ids.join('\n')}\n`);
  });
}

function collect(
  git: ChildProcessWithoutNullStreams,
  done: (code: number | null, output: Buffer, complaint: string) => void,
): void {
  const parts: Buffer[] = [];
  let complaint = '';
  git.stdout.on('data', (part: Buffer) => parts.push(part));
  git.stderr.on('data', (part: Buffer) => (complaint += part.toString()));
  git.on('close', (code) => done(code, Buffer.concat(parts), complaint.trim()));
}

const NEW_LINE = 10;

/** Each answer is `<id> <type> <bytes>`, a new line, the bytes, a new line (git-cat-file, "Batch output"). */
function splitBatch(output: Buffer, ids: readonly string[]): string[] {
  let at = 0;
  return ids.map((id) => {
    const end = output.indexOf(NEW_LINE, at);
    const header = output.toString('utf8', at, end);
    const bytes = Number(header.split(' ')[2]);
    if (end < 0 || !Number.isInteger(bytes)) {
      throw new CommandError(
        EXIT.usage,
        `git does not have the object ${id} (${header}).\nA partial clone fetches on demand: is the remote reachable?`,
      );
    }
    at = end + 1 + bytes + 1;
    return output.toString('utf8', end + 1, end + 1 + bytes);
  });
}
