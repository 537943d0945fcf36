import { told } from '../../../sentence.js';
import { localNameOf, optionText, type Method, type Service } from '../model.js';
import { policyObstacle } from './obstacle.js';
import { SOURCE_ONLY, WIRE_AND_STRICTER, type Obstacle, type Rule } from './rule.js';

interface Aspect {
  buf: string;
  of: (method: Method) => string;
  what: string;
}

const streaming = (isStreaming: boolean): string => (isStreaming ? 'a stream' : 'one message');

const ASPECTS: readonly Aspect[] = [
  {
    buf: 'RPC_SAME_REQUEST_TYPE',
    of: ({ request, requestName }) => (request === null ? requestName : localNameOf(request)),
    what: 'takes',
  },
  {
    buf: 'RPC_SAME_RESPONSE_TYPE',
    of: ({ response, responseName }) => (response === null ? responseName : localNameOf(response)),
    what: 'returns',
  },
  { buf: 'RPC_SAME_CLIENT_STREAMING', of: (method) => streaming(method.isClientStreaming), what: 'takes' },
  { buf: 'RPC_SAME_SERVER_STREAMING', of: (method) => streaming(method.isServerStreaming), what: 'returns' },
  {
    buf: 'RPC_SAME_IDEMPOTENCY_LEVEL',
    of: ({ options }) => optionText(options, 'idempotency_level') ?? 'IDEMPOTENCY_UNKNOWN',
    what: 'is',
  },
];

/** What a method takes and returns is on the wire between two services (buf: RPC_SAME_...). */
export const methodChanged: Rule = {
  policies: WIRE_AND_STRICTER,
  service: (pair) => {
    const newer = methodsByName(pair.newer);
    return pair.older.methods.flatMap((method) => {
      const other = newer.get(method.name);
      return ASPECTS.flatMap(({ buf, of, what }) => {
        if (other === undefined || of(method) === of(other)) return [];
        const message: Obstacle['message'] = (names) =>
          told`${method.name} ${what} ${of(method)} in ${names.older} and ${of(other)} in ${names.newer}.`;
        return [
          policyObstacle(pair, { rule: 'method-changed', change: null, buf, message, fix: `Keep ${of(method)}.` }),
        ];
      });
    });
  },
};

/** A method that callers still call (buf: RPC_NO_DELETE). */
export const methodRemoved: Rule = {
  policies: SOURCE_ONLY,
  service: (pair) => {
    const newer = methodsByName(pair.newer);
    return pair.older.methods
      .filter(({ name }) => !newer.has(name))
      .map(({ name }) =>
        policyObstacle(pair, {
          rule: 'method-removed',
          change: null,
          buf: 'RPC_NO_DELETE',
          message: (names) => told`${name} is gone from ${pair.older.name} in ${names.newer}.`,
          fix: `Keep ${name}.`,
        }),
      );
  },
};

const methodsByName = ({ methods }: Service): Map<string, Method> => new Map(methods.map((one) => [one.name, one]));
