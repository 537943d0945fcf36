import { groupedProperties } from './ajv-properties.js';
import { childNode, childNodes, type SchemaNode } from './document.js';
import { containsBounds, itemSchemas } from './evaluate/arrays.js';
import { dependenciesOf } from './evaluate/objects.js';
import { define } from './reading/json-objects.js';

type Form = Record<string, unknown>;

/** Keywords that say the same in every draft once a schema was read. */
const SAME_EVERYWHERE = [
  'type',
  'multipleOf',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'minLength',
  'maxLength',
  'pattern',
  'minItems',
  'maxItems',
  'uniqueItems',
  'minProperties',
  'maxProperties',
];
const HOLDING_ONE = ['additionalProperties', 'propertyNames', 'not'];
const CONDITIONAL = ['if', 'then', 'else'];
const HOLDING_LIST = ['allOf', 'anyOf', 'oneOf'];

/**
 * A schema in the words of 2020-12, for ajv: without identifiers, each reference (also a dynamic one, which a node has
 * decided) a pointer into `$defs`, and without annotations. So one ajv judges every draft, a schema whose texts are of
 * different drafts too, and none of ajv's own reading of `$id`, `$ref` siblings and dynamic scopes is asked for. What ajv 8.20
 * gets wrong is said in other words that it gets right:
 *
 * - `[]` passes wrongly where `contains` stands beside `prefixItems`: it stands apart.
 * - `{}` passes wrongly for `required: [""]` inside `if` and other places without errors: said by `propertyNames`.
 * - `properties.__proto__` and a dependency of that name are left out: said by `patternProperties` and `if`.
 * - Values with a property such as `toString` or `constructor` are compared wrongly, or end in an error: said by `properties`.
 * - What `if` looked at counts for `unevaluatedProperties` even where it does not hold, or not at all without `then`: said by `anyOf`.
 * - An empty `enum` is refused at compilation: it is the schema `false`.
 * - `unevaluatedItems` takes all items for evaluated where `contains` is: `contains` is hidden from it, as 2019-09 wants, and
 *   where both stand in one schema of 2020-12, what `contains` finds is allowed besides. What `contains` finds elsewhere, ajv
 *   then refuses: such an event is not shown as a witness.
 *
 * With `names` the form is for events that have no other names of properties than these: what `properties` says of others
 * is left out, since it asks nothing of them. Names that have one schema are said together then. Null where `properties` and
 * `patternProperties` hold more than `maxProperties` schemas: ajv makes code of each.
 */
export function ajvFormOf(
  root: SchemaNode,
  maxProperties: number,
  names: ReadonlySet<string> | null = null,
): object | boolean | null {
  try {
    const form = new AjvForm(false, maxProperties, names).of(root);
    return form.hasUnevaluated ? new AjvForm(true, maxProperties, names).of(root).schema : form.schema;
  } catch (error) {
    if (error instanceof ManyProperties) return null;
    throw error;
  }
}

class ManyProperties extends Error {}

/** `__proto__` and '' are names that ajv does not always ask for. */
const isPlain = (name: string): boolean => name !== '__proto__' && name !== '';

function requiring(names: readonly string[]): Form {
  const named = names.filter((name) => name !== '');
  const form: Form = named.length > 0 ? { required: named } : {};
  return named.length === names.length ? form : { ...form, not: { type: 'object', propertyNames: { minLength: 1 } } };
}

/** Names of what every object of JavaScript has: ajv's comparison takes them for its own. */
const MISLEADING = ['constructor', 'toString', 'valueOf', '__proto__'];

function isComparable(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value)) return value.every(isComparable);
  return Object.entries(value).every(([name, item]) => !MISLEADING.includes(name) && isComparable(item));
}

/** "Equal to `value`" without a comparison; said by `not`, since a comparison looks at no part for `unevaluated…`. */
const equalTo = (value: unknown): Form => ({ not: { not: sameAs(value) } });

function sameAs(value: unknown): Form {
  if (Array.isArray(value)) {
    const size = { minItems: value.length, maxItems: value.length };
    return { type: 'array', ...size, ...(value.length > 0 ? { prefixItems: value.map(sameAs) } : {}) };
  }
  if (typeof value !== 'object' || value === null) return { const: value };
  const names = Object.keys(value);
  const allOf = names.map((name) => ({ patternProperties: { [exactly(name)]: sameAs((value as Form)[name]) } }));
  const size = { maxProperties: names.length };
  return { type: 'object', ...size, allOf: [requiring(names), ...allOf] };
}

const exactly = (name: string): string => `^${name.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')}$`;

const namesUnder = (node: SchemaNode, keyword: string): string[] =>
  Object.keys((node.keywords[keyword] as object | undefined) ?? {});

class AjvForm {
  private readonly names = new Map<SchemaNode, string>();
  private readonly open: SchemaNode[] = [];
  private hasUnevaluated = false;
  private properties = 0;

  /** The words that `unevaluated…` needs make worse messages, so they are used for its sake alone. */
  constructor(
    private readonly isForUnevaluated: boolean,
    private readonly maxProperties: number,
    private readonly eventNames: ReadonlySet<string> | null,
  ) {}

  of(root: SchemaNode): { schema: object | boolean; hasUnevaluated: boolean } {
    const form = this.schema(root);
    const definitions: Form = {};
    for (let node = this.open.pop(); node !== undefined; node = this.open.pop()) {
      definitions[this.names.get(node)!] = this.schema(node);
    }
    const schema = typeof form === 'boolean' || this.names.size === 0 ? form : { ...form, $defs: definitions };
    return { schema, hasUnevaluated: this.hasUnevaluated };
  }

  private schema(node: SchemaNode): Form | boolean {
    if (node.isNever) return false;
    const form: Form = {};
    for (const keyword of SAME_EVERYWHERE) {
      if (Object.hasOwn(node.keywords, keyword)) form[keyword] = node.keywords[keyword];
    }
    for (const keyword of HOLDING_ONE) this.put(form, keyword, childNode(node, keyword));
    for (const keyword of HOLDING_LIST) {
      if (node.keywords[keyword] !== undefined)
        form[keyword] = childNodes(node, keyword).map((one) => this.schema(one));
    }
    this.putItems(node, form);
    this.putUnevaluatedItems(node, form);
    this.putProperties(node, form);
    const besides = [
      ...this.references(node),
      ...this.conditional(node, form),
      ...this.listedValues(node, form),
      ...this.contains(node),
      ...this.dependencies(node),
    ];
    if (besides.length > 0) form['allOf'] = [...((form['allOf'] as unknown[] | undefined) ?? []), ...besides];
    return form;
  }

  private put(form: Form, keyword: string, node: SchemaNode | null): void {
    if (node !== null) form[keyword] = this.schema(node);
  }

  private references(node: SchemaNode): unknown[] {
    const { keywords, document } = node;
    const targets: (SchemaNode | null)[] = [];
    if (typeof keywords['$ref'] === 'string') targets.push(document.resolve(keywords['$ref'], node));
    if (typeof (keywords['$dynamicRef'] ?? keywords['$recursiveRef']) === 'string') {
      targets.push(document.resolveDynamic(node));
    }
    return targets.map((target) => this.referenceTo(target));
  }

  private referenceTo(target: SchemaNode | null): unknown {
    // Told when the schema was read: nobody asks for a judge then.
    if (target === null) throw new Error('A reference leads nowhere.');
    let name = this.names.get(target);
    if (name === undefined) {
      name = String(this.names.size);
      this.names.set(target, name);
      this.open.push(target);
    }
    return { $ref: `#/$defs/${name}` };
  }

  private conditional(node: SchemaNode, form: Form): unknown[] {
    const [condition, then, otherwise] = CONDITIONAL.map((keyword) => childNode(node, keyword));
    if (!condition) return [];
    if (!this.isForUnevaluated) {
      for (const keyword of CONDITIONAL) this.put(form, keyword, childNode(node, keyword));
      return [];
    }
    const holds = this.referenceTo(condition);
    const consequence = (branch: SchemaNode | null | undefined) => (branch ? [this.schema(branch)] : []);
    return [
      { anyOf: [{ allOf: [holds, ...consequence(then)] }, { allOf: [{ not: holds }, ...consequence(otherwise)] }] },
    ];
  }

  private listedValues({ keywords }: SchemaNode, form: Form): unknown[] {
    const { enum: values, required } = keywords;
    const besides: unknown[] = [];
    if (Object.hasOwn(keywords, 'const')) {
      if (isComparable(keywords['const'])) form['const'] = keywords['const'];
      else besides.push(equalTo(keywords['const']));
    }
    if (Array.isArray(values)) {
      if (values.length === 0) besides.push(false);
      else if (isComparable(values)) form['enum'] = values;
      else besides.push({ anyOf: values.map(equalTo) });
    }
    if (!Array.isArray(required)) return besides;
    if (required.includes('')) besides.push(requiring(required as string[]));
    else form['required'] = required;
    return besides;
  }

  private putItems(node: SchemaNode, form: Form): void {
    const { prefix, rest } = itemSchemas(node);
    if (prefix.length > 0) form['prefixItems'] = prefix.map((one) => this.schema(one));
    this.put(form, 'items', rest);
  }

  private contains(node: SchemaNode): unknown[] {
    const bounds = containsBounds(node);
    const wanted = childNode(node, 'contains');
    if (bounds === null || wanted === null) return [];
    const max = bounds.max === Infinity ? {} : { maxContains: bounds.max };
    const contains = { contains: this.schema(wanted), minContains: bounds.min, ...max };
    return [this.isForUnevaluated ? { not: { not: contains } } : contains];
  }

  private putUnevaluatedItems(node: SchemaNode, form: Form): void {
    const others = childNode(node, 'unevaluatedItems');
    if (others === null) return;
    this.hasUnevaluated = true;
    const found = node.document.dialect === '2020-12' ? childNode(node, 'contains') : null;
    const schema = this.schema(others);
    form['unevaluatedItems'] = found === null ? schema : { anyOf: [schema, this.schema(found)] };
  }

  private putProperties(node: SchemaNode, form: Form): void {
    const schemasUnder = (keyword: string, names: readonly string[]) =>
      names.map((name): [string, unknown] => [name, this.schema(childNode(node, keyword, name)!)]);
    const names = namesUnder(node, 'properties').filter((name) => this.eventNames?.has(name) ?? true);
    // Names of one schema may be many: they are counted once they are said together.
    if (this.eventNames === null) this.count(names.length);
    const named = schemasUnder('properties', names);
    this.define(form, 'patternProperties', [
      ...named.filter(([name]) => name === '__proto__').map(([, schema]): [string, unknown] => ['^__proto__$', schema]),
      ...schemasUnder('patternProperties', namesUnder(node, 'patternProperties')),
    ]);
    this.defineNamed(
      form,
      named.filter(([name]) => name !== '__proto__'),
    );
    const others = childNode(node, 'unevaluatedProperties');
    if (others !== null) this.hasUnevaluated = true;
    this.put(form, 'unevaluatedProperties', others);
  }

  private defineNamed(form: Form, named: readonly [string, unknown][]): void {
    if (this.eventNames === null) return this.define(form, 'properties', named);
    const { properties, patternProperties } = groupedProperties(named);
    this.define(form, 'properties', Object.entries(properties));
    this.define(form, 'patternProperties', Object.entries(patternProperties));
  }

  private count(properties: number): void {
    this.properties += properties;
    if (this.properties > this.maxProperties) throw new ManyProperties();
  }

  private define(form: Form, keyword: string, schemas: readonly [string, unknown][]): void {
    if (this.eventNames !== null) this.count(schemas.length);
    for (const [name, schema] of schemas) define((form[keyword] ??= {}) as Form, name, schema);
  }

  private dependencies(node: SchemaNode): unknown[] {
    return dependenciesOf(node).flatMap(({ trigger, names, schema }): unknown[] => {
      if (schema === null && names.length === 0) return [];
      if (schema === null && [trigger, ...names].every(isPlain)) return [{ dependentRequired: { [trigger]: names } }];
      const then = schema === null ? requiring(names) : this.schema(schema);
      if (isPlain(trigger)) return [{ dependentSchemas: { [trigger]: then } }];
      return [{ if: { type: 'object', ...requiring([trigger]) }, then }];
    });
  }
}
