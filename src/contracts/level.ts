export const LEVELS = [
  'NONE',
  'BACKWARD',
  'BACKWARD_TRANSITIVE',
  'FORWARD',
  'FORWARD_TRANSITIVE',
  'FULL',
  'FULL_TRANSITIVE',
] as const;
export type Level = (typeof LEVELS)[number];

export const isLevel = (value: unknown): value is Level => LEVELS.includes(value as Level);

export type Direction = 'backward' | 'forward';

/** What a level asks for: in which directions, and against the latest version or every one. */
export function demandsOf(level: Level): { directions: Direction[]; isTransitive: boolean } {
  const isTransitive = level.endsWith('_TRANSITIVE');
  if (level === 'NONE') return { directions: [], isTransitive };
  if (level.startsWith('BACKWARD')) return { directions: ['backward'], isTransitive };
  if (level.startsWith('FORWARD')) return { directions: ['forward'], isTransitive };
  return { directions: ['backward', 'forward'], isTransitive };
}

/** Whether what `level` takes `other` takes too. */
export function isAsStrict(level: Level, other: Level): boolean {
  const [demands, others] = [demandsOf(level), demandsOf(other)];
  const isWider = demands.isTransitive || !others.isTransitive || others.directions.length === 0;
  return isWider && others.directions.every((direction) => demands.directions.includes(direction));
}

/** The level that asks the same of every version. */
export const transitive = (level: Level): Level =>
  level === 'NONE' || level.endsWith('_TRANSITIVE') ? level : (`${level}_TRANSITIVE` as Level);
