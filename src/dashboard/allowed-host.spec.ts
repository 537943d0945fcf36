import { isAllowedHost } from './allowed-host.js';

const local = { host: '127.0.0.1', allowedHosts: [] };
const open = { host: '0.0.0.0', allowedHosts: [] };
const named = { host: '0.0.0.0', allowedHosts: ['Plumbline.example.com'] };

it.each([
  'localhost',
  'localhost:4400',
  'LOCALHOST:4400',
  '127.0.0.1:4400',
  '127.9.9.9',
  '[::1]:4400',
  'localhost.:80',
])('this machine may be called %s, however it is bound', (header) => {
  for (const rules of [local, open, named]) expect(isAllowedHost(header, rules)).toBe(true);
});

it.each([
  'evil.example',
  'evil.example:4400',
  '127.0.0.1.evil.example',
  'localhost.evil.example',
  '10.0.0.7:4400',
  '[fe80::1]',
  '',
  'a b',
  'evil@localhost',
  'localhost:4400:1',
])('a server on loopback is not called %j', (header) => {
  expect(isAllowedHost(header, local)).toBe(false);
});

it('a server that is bound to more may be called anything, unless somebody said what', () => {
  expect(isAllowedHost('evil.example', open)).toBe(true);
  expect(isAllowedHost('evil.example', named)).toBe(false);
  expect(isAllowedHost('plumbline.example.com:443', named)).toBe(true);
});

it('a server may be called what it is bound to', () => {
  expect(isAllowedHost('box.internal:4400', { host: 'box.internal', allowedHosts: ['other'] })).toBe(true);
  expect(isAllowedHost('[2001:db8::1]:4400', { host: '2001:db8::1', allowedHosts: ['other'] })).toBe(true);
});
