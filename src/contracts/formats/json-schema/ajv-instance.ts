import { _, str, type CodeKeywordDefinition, type KeywordCxt, type Options } from 'ajv';
import { not } from 'ajv/dist/compile/codegen/index.js';
import { alwaysValidSchema, Type } from 'ajv/dist/compile/util.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { namesOfPattern } from './ajv-properties.js';
import { matchesPattern } from './patterns/matches-pattern.js';
import { areDistinct, isMultipleOf } from './values.js';

/** A pattern that cannot be tried safely, met while ajv was judging. */
class UntriedPattern extends Error {}

/** Patterns are matched as everywhere here, by an engine that does not explode. */
const regExp = Object.assign(
  (pattern: string) => {
    const names = namesOfPattern(pattern);
    return {
      test(text: string): boolean {
        if (names !== null) return names.has(text);
        const matches = matchesPattern(pattern, text);
        if (matches === null) throw new UntriedPattern(`The pattern ${pattern} cannot be tried safely.`);
        return matches;
      },
      // ajv takes expressions of the same text for the same one.
      toString: () => pattern,
    };
  },
  { code: 'matchesPattern' },
);

const OPTIONS: Options = {
  strict: false,
  // An annotation, unless somebody asks for more.
  validateFormats: false,
  // Besides telling all of them, it mends what ajv 8 passes wrongly: {} for required: [""] where nothing is around it.
  allErrors: true,
  // `toString` is not a property of every event.
  ownProperties: true,
  addUsedSchema: false,
  logger: false,
  // The schema was looked at when it was read.
  meta: false,
  validateSchema: false,
  code: { optimize: false, regExp },
};

/** An ajv for `ajvFormOf`, with two keywords mended that ajv 8.20 gets wrong, and one that it takes too long for. */
export function createAjv(): Ajv2020 {
  const ajv = new Ajv2020(OPTIONS);
  ajv.removeKeyword('multipleOf').removeKeyword('uniqueItems').removeKeyword('unevaluatedItems');
  // ajv divides in binary, and finds 0.3 no multiple of 0.1.
  ajv.addKeyword({
    keyword: 'multipleOf',
    type: 'number',
    schemaType: 'number',
    errors: false,
    validate: (divisor: number, value: number) => isMultipleOf(value, divisor),
    error: { message: ({ schemaCode }) => str`must be multiple of ${schemaCode}` },
  });
  // ajv compares each item with each other one: 30,000 objects take it 20 seconds.
  ajv.addKeyword({
    keyword: 'uniqueItems',
    type: 'array',
    schemaType: 'boolean',
    errors: false,
    validate: (isUnique: boolean, items: readonly unknown[]) => !isUnique || areDistinct(items),
    error: { message: 'must NOT have duplicate items' },
  });
  return ajv.addKeyword(UNEVALUATED_ITEMS);
}

/** ajv compares with a count that may be `true` (all) or undefined (none) where it is known only when an event is judged. */
const UNEVALUATED_ITEMS: CodeKeywordDefinition = {
  keyword: 'unevaluatedItems',
  type: 'array',
  schemaType: ['boolean', 'object'],
  error: {
    message: ({ params }) => str`must NOT have more than ${params['len'] ?? 0} items`,
    params: ({ params }) => _`{limit: ${params['len'] ?? 0}}`,
  },
  code(context) {
    const { gen, schema, data, it } = context;
    const evaluated = it.items;
    if (evaluated === true) return;
    it.items = true;
    if (schema === true || (schema !== false && alwaysValidSchema(it, schema))) return;
    const length = gen.const('len', _`${data}.length`);
    const from = gen.const(
      'from',
      evaluated === undefined ? _`0` : _`${evaluated} === true ? ${length} : ${evaluated} || 0`,
    );
    if (schema !== false) return checkItems(context, _`${from}`, _`${length}`);
    context.setParams({ len: from });
    context.fail(_`${length} > ${from}`);
  },
};

type Code = ReturnType<typeof _>;

function checkItems(context: KeywordCxt, from: Code, length: Code): void {
  const { gen, it } = context;
  const isValid = gen.var('valid', true);
  gen.forRange('i', from, length, (i) => {
    context.subschema({ keyword: 'unevaluatedItems', dataProp: i, dataPropType: Type.Num }, isValid);
    if (!it.allErrors) gen.if(not(isValid), () => gen.break());
  });
  context.ok(isValid);
}
