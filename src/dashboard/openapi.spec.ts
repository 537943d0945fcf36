import { Type } from 'typebox';
import { nameComponents } from './openapi.js';

const Attempt = Type.Object({ number: Type.Integer() });
const Flow = Type.Object({ attempts: Type.Array(Attempt) });
const Unused = Type.Object({ never: Type.String() });

function documentWith(schema: object) {
  return {
    openapi: '3.1.0',
    info: { title: 't', version: '1' },
    paths: {
      '/flows': { get: { responses: { 200: { description: '', content: { 'application/json': { schema } } } } } },
    },
  };
}

describe('nameComponents', () => {
  it('replaces each copy of a shape by a reference, also within other shapes', () => {
    const copy = JSON.parse(JSON.stringify(Type.Array(Flow))) as object;
    expect(nameComponents(documentWith(copy) as never, { Attempt, Flow, Unused })).toEqual({
      ...documentWith({ type: 'array', items: { $ref: '#/components/schemas/Flow' } }),
      components: {
        schemas: {
          Attempt: { type: 'object', required: ['number'], properties: { number: { type: 'integer' } } },
          Flow: {
            type: 'object',
            required: ['attempts'],
            properties: { attempts: { type: 'array', items: { $ref: '#/components/schemas/Attempt' } } },
          },
        },
      },
    });
  });

  it('knows a shape whatever the order of its keys', () => {
    const turned = { properties: { number: { type: 'integer' } }, required: ['number'], type: 'object' };
    const named = nameComponents(documentWith(turned) as never, { Attempt });
    expect(JSON.stringify(named.paths)).toContain('"$ref":"#/components/schemas/Attempt"');
  });

  it('leaves shapes alone that it does not know', () => {
    const other = documentWith({ type: 'string' });
    expect(nameComponents(other as never, { Attempt })).toEqual({ ...other, components: { schemas: {} } });
  });
});
