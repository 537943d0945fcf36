import {
  registrationWarning,
  deletionRefusal,
  leftOutProblem,
  profileDeletionRefusal,
  isDeprecation,
  lifeProblem,
  permitsOf,
  registrationRefusal,
} from './lifecycle.js';

const now = new Date('2026-11-21T10:00:00Z');
const life = (lifecycle: 'draft' | 'active' | 'deprecated' | 'retired' | null, sunsetOn: string | null = null) => ({
  lifecycle,
  sunsetOn,
  replacedBy: null,
});

it.each([
  ['nobody said anything', null, { register: true, delete: 'permanently', warning: null }],
  [
    'a draft',
    life('draft'),
    { register: true, delete: 'permanently', warning: 'It is a draft: it may change in any way, or go.' },
  ],
  ['active', life('active'), { register: true, delete: 'softly', warning: null }],
  [
    'deprecated',
    life('deprecated', '2026-12-01'),
    { register: true, delete: 'softly', warning: 'It is deprecated: its last day is 2026-12-01, in 10 days.' },
  ],
  [
    'on its last day',
    life('deprecated', '2026-11-21'),
    { register: true, delete: 'softly', warning: 'It is deprecated: its last day is 2026-11-21, today.' },
  ],
  [
    'past its sunset',
    life('deprecated', '2026-11-20'),
    { register: false, delete: 'softly', warning: 'It is deprecated, and its last day was 2026-11-20.' },
  ],
  [
    'retired',
    { ...life('retired'), replacedBy: 'orders.v2' },
    {
      register: false,
      delete: 'permanently',
      warning: 'It is retired: nothing is to be sent or read by it any more. Go to "orders.v2" instead.',
    },
  ],
])('permits by its life: %s', (_, chosen, permits) => {
  expect(permitsOf(chosen, now)).toEqual(permits);
});

it('says why no version may be registered, and nothing where one may', () => {
  expect(registrationRefusal('a', null, now)).toBeNull();
  expect(registrationRefusal('a', life('draft'), now)).toBeNull();
  expect(registrationRefusal('a', life('deprecated', '2026-11-21'), now)).toBeNull();
  expect(registrationRefusal('a', life('deprecated', '2026-11-20'), now)).toBe(
    '"a" was deprecated and its sunset was 2026-11-20: no version of it is registered any more. Its lifecycle can be changed in its profile.',
  );
});

it('tells whoever registers a version that the contract ends', () => {
  expect(registrationWarning(null, now)).toBeNull();
  expect(registrationWarning(life('draft'), now)).toBeNull();
  expect(registrationWarning(life('active'), now)).toBeNull();
  expect(registrationWarning({ ...life('deprecated', '2026-11-22'), replacedBy: 'b' }, now)).toBe(
    'It is deprecated: its last day is 2026-11-22, tomorrow. Go to "b" instead.',
  );
});

it('keeps what is in use from being deleted for good', () => {
  expect(deletionRefusal('a', null, true, now)).toBeNull();
  expect(deletionRefusal('a', life('active'), false, now)).toBeNull();
  expect(deletionRefusal('a', life('retired'), true, now)).toBeNull();
  expect(deletionRefusal('a', life('active'), true, now)).toBe(
    '"a" is active: it can be deleted softly, but not permanently. Retire it in its profile first.',
  );
});

it('keeps the profile of what has left draft, and says what to do', () => {
  expect(profileDeletionRefusal('a', null)).toBeNull();
  expect(profileDeletionRefusal('a', life(null))).toBeNull();
  expect(profileDeletionRefusal('a', life('draft'))).toBeNull();
  expect(profileDeletionRefusal('a', life('deprecated', '2026-12-01'))).toBe(
    '"a" is deprecated and has versions: its profile is kept, since without it nothing would say so. ' +
      'PUT a profile with this lifecycle alone to take back the rest, or retire it.',
  );
  expect(profileDeletionRefusal('a', life('retired'))).toBe(
    '"a" is retired and has versions: its profile is kept, since without it versions could be registered again. ' +
      'Delete its versions for good, and the profile goes with them; or PUT another lifecycle.',
  );
});

it('asks for the lifecycle where leaving it out would change it', () => {
  expect(leftOutProblem(null)).toBeNull();
  expect(leftOutProblem(life(null))).toBeNull();
  expect(leftOutProblem(life('active'))).toBeNull();
  expect(leftOutProblem(life('retired'))).toBe(
    'lifecycle: it is retired, and left out it would become active. Say retired to leave it so, or what it is to be.',
  );
});

it.each([
  ['from nothing to a draft', null, life('draft'), null],
  ['from a draft to active', life('draft'), life('active'), null],
  ['back from deprecated', life('deprecated', '2026-12-01'), life('active'), null],
  ['back from retired', life('retired'), life('active'), null],
  [
    'back to a draft',
    life('active'),
    life('draft'),
    'lifecycle: it is active and cannot become a draft again, since events of it may be under way.',
  ],
  [
    'deprecated without a day',
    null,
    life('deprecated'),
    'sunsetOn: a deprecated contract says which day is its last, as YYYY-MM-DD.',
  ],
  [
    'deprecated on a day that is over',
    null,
    life('deprecated', '2026-11-20'),
    'sunsetOn: 2026-11-20 is over already. Name a day that those who use the contract still have.',
  ],
  ['said again after its day', life('deprecated', '2026-11-20'), life('deprecated', '2026-11-20'), null],
  ['retired with its day', life('deprecated', '2026-11-20'), life('retired', '2026-11-20'), null],
  [
    'no day of the calendar',
    null,
    life('deprecated', '2026-02-30'),
    'sunsetOn: "2026-02-30" is no day of the calendar, as YYYY-MM-DD.',
  ],
  [
    'active with a last day',
    null,
    life('active', '2026-12-01'),
    'sunsetOn: a contract that is active has no last day. Make it deprecated, or leave sunsetOn out.',
  ],
])('follows upon another life, or not: %s', (_, before, after, problem) => {
  expect(lifeProblem(before, after, now)).toBe(problem);
});

it('tells of a deprecation once, and again when its day moves', () => {
  const deprecated = life('deprecated', '2026-12-01');
  expect(isDeprecation(null, deprecated)).toBe(true);
  expect(isDeprecation(life('active'), deprecated)).toBe(true);
  expect(isDeprecation(deprecated, deprecated)).toBe(false);
  expect(isDeprecation(deprecated, life('deprecated', '2027-01-01'))).toBe(true);
  expect(isDeprecation(deprecated, life('retired', '2026-12-01'))).toBe(false);
});
