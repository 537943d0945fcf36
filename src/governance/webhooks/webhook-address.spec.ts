import { originOf, requestAddress, shownAddress } from './webhook-address.js';

it('shows an address without what may be a credential', () => {
  const url = 'https://ada:secret@hooks.example.org:8443/in?token=hidden';
  expect(shownAddress(url)).toBe('https://hooks.example.org:8443/in?…');
  expect(originOf(url)).toBe('https://hooks.example.org:8443');
  expect(shownAddress('http://localhost/in')).toBe('http://localhost/in');
});

it('sends credentials in the header that is theirs', () => {
  expect(requestAddress('http://ada:s%40fe@localhost/in?a=1')).toEqual({
    address: 'http://localhost/in?a=1',
    headers: { authorization: `Basic ${Buffer.from('ada:s@fe').toString('base64')}` },
  });
  expect(requestAddress('http://localhost/in')).toEqual({ address: 'http://localhost/in', headers: {} });
});
