import fc from 'fast-check';
import { rewriteRegistryPath } from './confluent/context-path.js';
import {
  faultOfSubject,
  normalizeSubject,
  parseSubject,
  qualify,
  qualifyFrom,
  readContextName,
  scopesOf,
} from './subject-name.js';
import { termsOf } from './store/subject-terms.js';

it.each([
  ['orders', '.', 'orders'],
  [':.eu:orders', '.eu', 'orders'],
  [':.eu:', '.eu', ''],
  [':.eu', '.eu', ''],
  [':.:orders', '.', 'orders'],
  [':.eu:a:b', '.eu', 'a:b'],
  ['a:.b:c', '.', 'a:.b:c'],
])('reads %s as a context and a subject', (name, context, subject) => {
  expect(parseSubject(name)).toEqual({ context, subject });
});

it('writes each name in one form', () => {
  expect(normalizeSubject(':.:orders')).toBe('orders');
  fc.assert(
    fc.property(fc.string(), (name) => {
      const once = normalizeSubject(name);
      expect(normalizeSubject(once)).toBe(once);
      const { context, subject } = parseSubject(once);
      expect(qualify(context, subject)).toBe(once);
    }),
  );
});

it('asks the nearest scope first', () => {
  expect(scopesOf(':.eu:orders')).toEqual([':.eu:orders', ':.eu:', '']);
  expect(scopesOf(':.eu:')).toEqual([':.eu:', '']);
  expect(scopesOf('orders')).toEqual(['orders', '']);
});

it('takes a reference as seen from where it stands', () => {
  expect(qualifyFrom(':.eu:orders', 'money')).toBe(':.eu:money');
  expect(qualifyFrom(':.eu:orders', ':.us:money')).toBe(':.us:money');
  expect(qualifyFrom('orders', 'money')).toBe('money');
});

it('tells why a name cannot be one', () => {
  expect(faultOfSubject('orders/créés 🙂')).toBeNull();
  expect(faultOfSubject('a\u0000')).toBe('it holds a control character');
  expect(faultOfSubject(':.eu:__GLOBAL')).toBe('__GLOBAL is reserved');
  expect([':.eu:', '.eu', 'eu', 'a:b'].map(readContextName)).toEqual(['.eu', '.eu', '.eu', null]);
});

it.each([
  ['/contexts/.eu/subjects/a%2Fb/versions/1?deleted=true', '/subjects/%3A.eu%3Aa%2Fb/versions/1?deleted=true'],
  ['/contexts/.eu/subjects/:.us:a/versions', '/subjects/:.us:a/versions'],
  ['/contexts/.eu/config', '/config/%3A.eu%3A'],
  ['/contexts/.eu/mode/a', '/mode/%3A.eu%3Aa'],
  ['/contexts/./config', '/config'],
  ['/contexts/.eu/schemas/ids/7', '/schemas/ids/7?subject=%3A.eu%3A'],
  ['/contexts/.eu/subjects?subjectPrefix=a', '/subjects?subjectPrefix=%3A.eu%3Aa'],
  ['/contexts/.eu/compatibility/subjects/a/versions/1', '/compatibility/subjects/%3A.eu%3Aa/versions/1'],
  ['/contexts/.eu', '/contexts/.eu'],
  ['/contexts', '/contexts'],
  ['/contexts/a:b/subjects', '/contexts/a:b/subjects'],
  ['/contexts/%/subjects', '/subjects?subjectPrefix=%3A.%25%3A'],
])('rewrites %s to %s', (url, rewritten) => {
  expect(rewriteRegistryPath(url)).toBe(rewritten);
});

it('finds a subject by the beginnings of its words', () => {
  expect(termsOf('shop.ordersCreated-value')).toEqual([
    'shop.orderscreated-value',
    'orderscreated-value',
    'created-value',
    'value',
  ]);
  expect(termsOf('')).toEqual(['']);
});

it.each([
  ['/config/', '/config'],
  ['/config//?defaultToGlobal=true/', '/config?defaultToGlobal=true/'],
  ['/subjects/a%2F/versions/latest/', '/subjects/a%2F/versions/latest'],
  ['/contexts/.a/config/', '/config/%3A.a%3A'],
  ['/v1/metadata/id/', '/v1/metadata/id'],
  ['/', '/'],
  ['/subjects-of-mine/', '/subjects-of-mine/'],
  ['/api/v1/contracts/', '/api/v1/contracts/'],
])('reads %s as %s', (url, rewritten) => {
  expect(rewriteRegistryPath(url)).toBe(rewritten);
});
