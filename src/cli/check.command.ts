import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { checkCompatibility, findSchemaProblems, type RegisteredSchema } from '../contracts/compatibility.js';
import { demandsOf, isLevel, LEVELS, type Level } from '../contracts/level.js';
import { CommandError, EXIT, type ExitCode } from './exit-code.js';
import { RegistryClient } from './registry.client.js';
import { formatReport, type CheckReport } from './report.js';

export interface CheckOptions {
  subject?: string;
  registry: string;
  level?: string;
  format: string;
  timeout: string;
}

/** As the registry reads it: draft-07 where a schema names no draft. */
const DEFAULT_DIALECT = 'draft-07';

/** `plumbline check`: compares a file with the subject's history, here and not on the server, so that the event shows. */
export async function check(file: string, options: CheckOptions): Promise<ExitCode> {
  const level = readLevel(options.level);
  const format = readFormat(options.format);
  const client = new RegistryClient(options.registry, readTimeoutMs(options.timeout));
  const candidate = readSchema(file);
  const subject = options.subject ?? basename(file).replace(/\.json$/, '');
  const history = await client.history(subject);
  const report = await reportOn({ file, subject, candidate, history, level, client });
  process.stdout.write(format === 'json' ? `${JSON.stringify(report, null, 2)}\n` : formatReport(report));
  return { compatible: EXIT.ok, incompatible: EXIT.findings, unproven: EXIT.unknown }[report.verdict];
}

async function reportOn(question: {
  file: string;
  subject: string;
  candidate: string;
  history: RegisteredSchema[] | null;
  level: Level | null;
  client: RegistryClient;
}): Promise<CheckReport> {
  const { file, subject, candidate, history, client } = question;
  const settings = await client.settings(subject);
  const level = question.level ?? settings.level;
  const about = { subject, file, level };
  if (history === null || history.length === 0) {
    return { ...about, isNew: true, versions: [], verdict: 'compatible', findings: [] };
  }
  const { directions, isTransitive } = demandsOf(level);
  const compared = directions.length === 0 ? [] : isTransitive ? history : history.slice(-1);
  const result = checkCompatibility({
    format: 'JSON',
    level,
    policy: settings.policy,
    history,
    candidate,
    defaultDialect: DEFAULT_DIALECT,
    // Nobody else waits for this process: it may think longer than the server.
    budgetMs: 10_000,
  });
  return { ...about, isNew: false, versions: compared.map(({ version }) => version), ...result };
}

function readSchema(file: string): string {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new CommandError(EXIT.usage, `Cannot read ${file}: ${(cause as Error).message}`, { cause });
  }
  const [problem] = findSchemaProblems('JSON', { text }, DEFAULT_DIALECT);
  if (problem !== undefined) throw new CommandError(EXIT.usage, `${file}: ${problem.message}`);
  return text;
}

function readLevel(level: string | undefined): Level | null {
  if (level === undefined) return null;
  const upper = level.toUpperCase();
  if (isLevel(upper)) return upper;
  throw new CommandError(EXIT.usage, `--level must be one of ${LEVELS.join(', ')}; it is "${level}".`);
}

function readFormat(format: string): 'human' | 'json' {
  if (format === 'human' || format === 'json') return format;
  throw new CommandError(EXIT.usage, `--format must be human or json; it is "${format}".`);
}

function readTimeoutMs(seconds: string): number {
  const value = Number(seconds);
  if (Number.isFinite(value) && value > 0 && value <= 600) return value * 1000;
  throw new CommandError(EXIT.usage, `--timeout must be seconds, above 0 and up to 600; it is "${seconds}".`);
}
