import { cloudEventText } from './cloud-event.js';

it('writes a CloudEvent in structured mode', () => {
  const event = {
    id: 'e-1',
    type: 'contract.registered',
    subject: 'orders/créés',
    at: new Date('2026-11-21T10:00:00.123Z'),
    data: '{"version":2}',
  };
  expect(JSON.parse(cloudEventText(event))).toEqual({
    specversion: '1.0',
    id: 'e-1',
    source: '/api/v1/contracts/orders%2Fcr%C3%A9%C3%A9s',
    type: 'io.plumbline.contract.registered',
    subject: 'orders/créés',
    time: '2026-11-21T10:00:00.123Z',
    datacontenttype: 'application/json',
    data: { version: 2 },
  });
});
