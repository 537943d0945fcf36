import type { Permits, Profile } from './profile.js';

type Life = Pick<Profile, 'lifecycle' | 'sunsetOn' | 'replacedBy'>;

/**
 * What the life of a contract permits at `now`; `life` is null where nobody chose one, and then everything is permitted,
 * as by any registry. Nothing that is in use can be deleted for good, and nothing is registered to what has ended.
 */
export function permitsOf(life: Life | null, now: Date): Permits {
  if (life === null || life.lifecycle === null) return { register: true, delete: 'permanently', warning: null };
  const hasEnded = life.lifecycle === 'retired' || isPastSunset(life, now);
  const isUsed = life.lifecycle === 'active' || life.lifecycle === 'deprecated';
  return { register: !hasEnded, delete: isUsed ? 'softly' : 'permanently', warning: warningOf(life, now) };
}

/** Why no version may be registered now; null where one may. */
export function registrationRefusal(subject: string, life: Life | null, now: Date): string | null {
  if (life === null || permitsOf(life, now).register) return null;
  const state =
    life.lifecycle === 'retired' ? 'is retired' : `was deprecated and its sunset was ${life.sunsetOn ?? ''}`;
  return `"${subject}" ${state}: no version of it is registered any more. ${insteadOf(life)}Its lifecycle can be changed in its profile.`;
}

/** What whoever registers a version now is to be told; null where the contract has no end in sight. */
export const registrationWarning = (life: Life | null, now: Date): string | null =>
  life?.lifecycle === 'deprecated' ? warningOf(life, now) : null;

/** Why the subject or one of its versions may not be deleted; null where it may. */
export function deletionRefusal(subject: string, life: Life | null, isPermanent: boolean, now: Date): string | null {
  if (!isPermanent || life === null || permitsOf(life, now).delete === 'permanently') return null;
  return `"${subject}" is ${life.lifecycle}: it can be deleted softly, but not permanently. Retire it in its profile first.`;
}

/**
 * Why a profile may not be taken back while the contract has versions; null where it may. Without a profile anything may be
 * registered and chosen: what was retired would be in use again, and what was in use could be a draft again.
 */
export function profileDeletionRefusal(subject: string, life: Life | null): string | null {
  const lifecycle = life?.lifecycle ?? 'draft';
  if (lifecycle === 'draft') return null;
  const kept = `"${subject}" is ${lifecycle} and has versions: its profile is kept, since without it `;
  return lifecycle === 'retired'
    ? `${kept}versions could be registered again. Delete its versions for good, and the profile goes with them; or PUT another lifecycle.`
    : `${kept}nothing would say so. PUT a profile with this lifecycle alone to take back the rest, or retire it.`;
}

/**
 * What is wrong with a profile that names no lifecycle, where the contract has one: null where that is `active`, which it stays,
 * or was never chosen. Nothing is brought back into use by what somebody left out.
 */
export function leftOutProblem(before: Life | null): string | null {
  const lifecycle = before?.lifecycle ?? 'active';
  if (lifecycle === 'active') return null;
  return `lifecycle: it is ${lifecycle}, and left out it would become active. Say ${lifecycle} to leave it so, or what it is to be.`;
}

/** What is wrong with a life that is to follow `before` (null for none) at `now`; null where it may. */
export function lifeProblem(before: Life | null, after: Life, now: Date): string | null {
  if (after.lifecycle === 'draft' && before !== null && before.lifecycle !== null && before.lifecycle !== 'draft') {
    return `lifecycle: it is ${before.lifecycle} and cannot become a draft again, since events of it may be under way.`;
  }
  return sunsetProblem(before, after, now);
}

function sunsetProblem(before: Life | null, { lifecycle, sunsetOn }: Life, now: Date): string | null {
  if (lifecycle === 'deprecated' && sunsetOn === null) {
    return 'sunsetOn: a deprecated contract says which day is its last, as YYYY-MM-DD.';
  }
  if (sunsetOn === null) return null;
  if (lifecycle !== 'deprecated' && lifecycle !== 'retired') {
    return `sunsetOn: a contract that is ${lifecycle ?? 'not deprecated'} has no last day. Make it deprecated, or leave sunsetOn out.`;
  }
  if (!isDay(sunsetOn)) return `sunsetOn: "${sunsetOn}" is no day of the calendar, as YYYY-MM-DD.`;
  const isNew = before?.sunsetOn !== sunsetOn;
  if (lifecycle === 'deprecated' && isNew && sunsetOn < dayOf(now)) {
    return `sunsetOn: ${sunsetOn} is over already. Name a day that those who use the contract still have.`;
  }
  return null;
}

/** Whether a change marks the contract as deprecated, or tells another last day of it. */
export const isDeprecation = (before: Life | null, after: Life): boolean =>
  after.lifecycle === 'deprecated' && (before?.lifecycle !== 'deprecated' || before.sunsetOn !== after.sunsetOn);

const DAY_MS = 86_400_000;

function warningOf(life: Life, now: Date): string | null {
  const told = (text: string): string => `${text} ${insteadOf(life)}`.trim();
  switch (life.lifecycle) {
    case 'draft':
      return 'It is a draft: it may change in any way, or go.';
    case 'active':
    case null:
      return null;
    case 'deprecated':
      return told(deprecationWarning(life.sunsetOn, now));
    case 'retired':
      return told('It is retired: nothing is to be sent or read by it any more.');
  }
}

function deprecationWarning(sunsetOn: string | null, now: Date): string {
  if (sunsetOn === null) return 'It is deprecated.';
  const days = Math.round((Date.parse(sunsetOn) - Date.parse(dayOf(now))) / DAY_MS);
  if (days < 0) return `It is deprecated, and its last day was ${sunsetOn}.`;
  const left = days === 0 ? 'today' : days === 1 ? 'tomorrow' : `in ${days} days`;
  return `It is deprecated: its last day is ${sunsetOn}, ${left}.`;
}

const insteadOf = ({ replacedBy }: Life): string => (replacedBy === null ? '' : `Go to "${replacedBy}" instead. `);

const isPastSunset = ({ lifecycle, sunsetOn }: Life, now: Date): boolean =>
  lifecycle === 'deprecated' && sunsetOn !== null && sunsetOn < dayOf(now);

/** In UTC. */
const dayOf = (now: Date): string => now.toISOString().slice(0, 10);

function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && dayOf(new Date(time)) === text;
}
