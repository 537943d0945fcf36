import { Injectable } from '@nestjs/common';
import { Type, type Static } from 'typebox';

/** What `/readyz` answers: 200 when every check passed, else 503. */
export const Readiness = Type.Object({
  status: Type.Enum(['ready', 'not-ready']),
  checks: Type.Array(
    Type.Object({
      name: Type.String(),
      status: Type.Enum(['pass', 'fail']),
      reason: Type.Union([Type.String(), Type.Null()], { description: 'Why it failed; null when it passed.' }),
    }),
    { description: 'In the order in which they were registered.' },
  ),
});
export type Readiness = Static<typeof Readiness>;

/** Resolves when the part can work; throws or rejects with the reason, in words for an operator, when it cannot. */
export type ReadinessCheck = () => void | Promise<void>;

/**
 * Where modules say what they need before the service can work: `checks.register('spool', () => …)`, once, at start.
 * A check that does not answer within its time counts as failed, so that `/readyz` itself always answers.
 */
@Injectable()
export class ReadinessChecks {
  private readonly checks = new Map<string, ReadinessCheck>();

  /** Throws when the name is taken: two parts would answer for each other. */
  register(name: string, check: ReadinessCheck): void {
    if (this.checks.has(name)) throw new Error(`A readiness check named "${name}" is already registered.`);
    this.checks.set(name, check);
  }

  async run(timeoutMs = 2000): Promise<Readiness> {
    const checks = await Promise.all(
      [...this.checks].map(async ([name, check]) => {
        const reason = await failureOf(check, timeoutMs);
        return { name, status: reason === null ? ('pass' as const) : ('fail' as const), reason };
      }),
    );
    return { status: checks.every(({ status }) => status === 'pass') ? 'ready' : 'not-ready', checks };
  }
}

async function failureOf(check: ReadinessCheck, timeoutMs: number): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`did not answer within ${timeoutMs} ms`), timeoutMs);
  });
  const asked = (async () => check())().then(
    () => null,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  return Promise.race([asked, late]).finally(() => clearTimeout(timer));
}
