import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const CLI = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** What a process of a test inherits: not what the machine that runs the test happens to have. */
export const CLEAN = { NODE_OPTIONS: '', PLUMBLINE_REGISTRY_URL: '', GITHUB_ACTIONS: '', CI: '', NO_COLOR: '1' };

/** Runs the command line that was built, as a process of its own. */
export function plumbline(
  cwd: string,
  args: readonly string[],
  { env = {}, input = '', cli = CLI }: { env?: Record<string, string>; input?: string; cli?: string } = {},
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [cli, ...args], { cwd, env: { ...process.env, ...CLEAN, ...env } });
    const out = { stdout: '', stderr: '' };
    child.stdout.on('data', (part: Buffer) => (out.stdout += part.toString()));
    child.stderr.on('data', (part: Buffer) => (out.stderr += part.toString()));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, ...out }));
    child.stdin.on('error', () => {}); // It may leave before it has read.
    child.stdin.end(input);
  });
}

/** The contracts of a check by their subjects, as far as a test looks at them. */
export async function checked(cwd: string, args: readonly string[], env: Record<string, string> = {}) {
  const { code, stdout, stderr } = await plumbline(cwd, ['check', ...args, '--json'], { env });
  if (code !== 0 && code !== 1 && code !== 4) throw new Error(`It left with ${code}: ${stderr}`);
  const report = JSON.parse(stdout) as {
    contracts: { subject: string; status: string; file: string; problems: { finding: { rule: string } }[] }[];
  };
  const told = report.contracts.map(({ subject, status, problems }): [string, string] => [
    subject,
    [status, ...problems.map(({ finding }) => finding.rule)].join(' '),
  ]);
  return { code, contracts: Object.fromEntries(told) };
}
