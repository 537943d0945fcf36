import { referredNames } from './referred-names.js';

it('a primitive of Avro is no name that some file would define, whatever namespace it stands in', () => {
  const fields = [
    { name: 'id', type: 'long' },
    { name: 'note', type: ['null', 'string'] },
    { name: 'tags', type: { type: 'array', items: 'string' } },
    { name: 'home', type: 'Address' },
    { name: 'self', type: ['null', 'acme.Order'] },
  ];
  const order = { type: 'record', name: 'Order', namespace: 'acme', fields };
  expect(referredNames('AVRO', JSON.stringify(order)).map(({ name }) => name)).toEqual(['acme.Address', 'Address']);
  expect(referredNames('AVRO', '"string"')).toEqual([]);
});
