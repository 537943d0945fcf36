import { signatureHeaders } from './webhook-signature.js';

/** The example of the Standard Webhooks specification's reference libraries (MIT): its secret, id, moment and body. */
it('signs as Standard Webhooks do', () => {
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
  const body = '{"test": 2432232314}';
  expect(signatureHeaders('msg_p5jXN8AQM9LWM0D4loKWxJek', body, secret, new Date(1614265330_000))).toEqual({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  });
});

it('signs nothing without a secret', () => {
  expect(signatureHeaders('a', '{}', null, new Date(1_000))).toEqual({ 'webhook-id': 'a', 'webhook-timestamp': '1' });
});
