import { formatDuration } from '../../time/duration.js';

const UNITS: readonly (readonly [suffix: string, text: (value: number) => string])[] = [
  ['Ms', (value) => formatDuration(value)],
  ['Seconds', (value) => formatDuration(value * 1_000)],
  ['Ratio', percent],
  ['Messages', (value) => withUnit(value, 'message')],
];

/** Values whose name is itself what they count. */
const COUNTED: Readonly<Record<string, string>> = {
  attempts: 'attempt',
  deliveries: 'delivery',
  messages: 'message',
  arrivals: 'message',
  retries: 'retry',
  failures: 'failure',
};

/** Figures that the detectors give under these names, in the words a person would use. */
const WORDS: Readonly<Record<string, { label: string; text: (value: number) => string }>> = {
  share: { label: 'share', text: (value) => `${percent(value)} of processed` },
  amplification: { label: 'amplification', text: (value) => `${grouped(value)} attempts a message` },
  spikeThreshold: { label: 'spike above', text: (value) => withUnit(value, 'message') },
  lagMessages: { label: 'waiting', text: (value) => withUnit(value, 'message') },
  lagSeconds: { label: 'oldest waits', text: (value) => formatDuration(value * 1_000) },
};

/**
 * A figure of an alert as a label and a text with its unit, both read from its name: `windowMs: 60000` is "window" and
 * "1 min". Null is "unknown", never 0.
 */
export function nameValue(name: string, value: number | null): { label: string; text: string } {
  const words = WORDS[name];
  if (words !== undefined) return { label: words.label, text: value === null ? 'unknown' : words.text(value) };
  const [suffix, format] = UNITS.find(([ending]) => name.endsWith(ending) && name !== ending) ?? ['', null];
  const label = spaced(name.slice(0, name.length - suffix.length));
  const counted = COUNTED[name];
  if (value === null)
    return { label: suffix === 'Messages' || suffix === 'Seconds' ? spaced(name) : label, text: 'unknown' };
  if (format !== null) return { label, text: format(value) };
  return { label, text: counted === undefined ? grouped(value) : withUnit(value, counted) };
}

/** "1,204 messages", "1 message". */
export function withUnit(value: number, singular: string): string {
  if (value === 1) return `1 ${singular}`;
  return `${grouped(value)} ${singular.endsWith('y') ? `${singular.slice(0, -1)}ies` : `${singular}s`}`;
}

function percent(value: number): string {
  return `${Number((value * 100).toFixed(1))} %`;
}

function grouped(value: number): string {
  return new Intl.NumberFormat('en', { maximumFractionDigits: 2 }).format(value);
}

function spaced(camelCase: string): string {
  return camelCase.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
}
