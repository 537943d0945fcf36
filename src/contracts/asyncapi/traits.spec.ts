import { describe, expect, it } from '@jest/globals';
import { messagesOfChannels } from './messages.js';
import { withTraits } from './traits.js';

const merged = (asyncapi: string, message: Record<string, unknown>, components = {}) =>
  withTraits({ asyncapi, components }, { value: message, pointer: '/channels/a/publish/message' });

describe('the traits of a message', () => {
  const message = {
    contentType: 'application/json',
    headers: { type: 'object', properties: { own: {}, both: { type: 'string' } } },
    payload: { default: null },
    traits: [
      { schemaFormat: 'first', contentType: 'avro/binary', payload: 'no', traits: [] },
      { $ref: '#/components/messageTraits/second' },
    ],
  };
  const components = {
    messageTraits: { second: { schemaFormat: 'second', headers: { properties: { both: { type: 'integer' } } } } },
  };

  it('win over the message in version 2, the last one first', () => {
    expect(merged('2.6.0', message, components)).toEqual({
      value: {
        schemaFormat: 'second',
        contentType: 'avro/binary',
        headers: { type: 'object', properties: { own: {}, both: { type: 'integer' } } },
        payload: { default: null },
        traits: message.traits,
      },
      lostTrait: null,
    });
  });

  it('give way to the message in version 3', () => {
    expect(merged('3.0.0', message, components)).toEqual({
      value: {
        schemaFormat: 'second',
        contentType: 'application/json',
        headers: { type: 'object', properties: { own: {}, both: { type: 'string' } } },
        payload: { default: null },
        traits: message.traits,
      },
      lostTrait: null,
    });
  });

  it('take a field away by null, and keep the null of an example', () => {
    const examples = [{ payload: { a: null } }];
    expect(merged('2.6.0', { contentType: 'x', traits: [{ contentType: null, examples }] }).value).toEqual({
      examples,
      traits: [{ contentType: null, examples }],
    });
  });

  it.each([[[]], ['text'], [null], [[null, 5]]])('change nothing where they are %j', (traits) => {
    const value = { contentType: 'x', traits };
    expect(merged('2.6.0', value)).toEqual({ value, lostTrait: null });
  });

  it('that are not there are told', () => {
    const traits = [{ $ref: '#/components/messageTraits/none' }];
    const lost = { reference: '#/components/messageTraits/none', why: 'nothing' };
    expect(merged('2.6.0', { traits })).toMatchObject({ value: { traits }, lostTrait: lost });
    const document = { asyncapi: '2.6.0', channels: { a: { publish: { message: { payload: {}, traits } } } } };
    expect([...messagesOfChannels(document, '/channels')]).toMatchObject([{ found: { lostTrait: lost } }]);
  });
});
