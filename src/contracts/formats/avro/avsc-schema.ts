import { isName, namespaceOf, shortNameOf } from './names.js';
import type { AvroType, EnumType, FixedType, NamedType, RecordType } from './schema.js';

/**
 * A schema for avsc, with all that resolution looks at and no more. Every name is lengthened, so that one such as
 * `constructor`, which avsc would find on every object of JavaScript, is a name like another. What a default says
 * matters to nobody here, so each is a small one of the type. Throws where there is no small one.
 */
export function avscSchemaOf(root: AvroType): unknown {
  return new AvscWriter().schemaOf(root);
}

const MOST_DEFAULT_PARTS = 10_000;

class AvscWriter {
  private readonly defined = new Set<NamedType>();
  private defaultParts = 0;

  schemaOf(type: AvroType): unknown {
    switch (type.kind) {
      case 'array':
        return { type: 'array', items: this.schemaOf(type.items) };
      case 'map':
        return { type: 'map', values: this.schemaOf(type.values) };
      case 'union':
        return type.branches.map((branch) => this.schemaOf(branch));
      case 'record':
      case 'enum':
      case 'fixed':
        return this.namedSchemaOf(type);
      case 'null':
      case 'boolean':
      case 'int':
      case 'long':
      case 'float':
      case 'double':
      case 'bytes':
      case 'string':
        return type.kind;
    }
  }

  private namedSchemaOf(type: NamedType): unknown {
    const name = lengthened(type.fullName);
    // A leading dot keeps avsc from putting it into the enclosing namespace.
    if (this.defined.has(type)) return name.includes('.') ? name : `.${name}`;
    this.defined.add(type);
    const aliases = type.aliases.filter((alias) => alias.split('.').every(isName)).map(lengthened);
    const shared = { type: type.kind, name, namespace: '', aliases };
    if (type.kind === 'fixed') return { ...shared, size: type.sizeBytes };
    if (type.kind === 'enum') return { ...shared, ...symbolsOf(type) };
    return { ...shared, fields: this.fieldsOf(type) };
  }

  private fieldsOf(record: RecordType): unknown[] {
    return record.fields.map((field) => {
      const aliases = field.aliases.filter(isName).map(longer);
      const shared = { name: longer(field.name), aliases, type: this.schemaOf(field.type) };
      return field.defaultValue === undefined ? shared : { ...shared, default: this.defaultOf(field.type) };
    });
  }

  /** avsc takes a default of a union for one of its first branch. */
  private defaultOf(type: AvroType): unknown {
    if (++this.defaultParts > MOST_DEFAULT_PARTS) throw new Error('There is no small default.');
    switch (type.kind) {
      case 'null':
        return null;
      case 'boolean':
        return false;
      case 'string':
      case 'bytes':
        return '';
      case 'fixed':
        return smallFixed(type);
      case 'enum':
        return longer(type.symbols[0] ?? '');
      case 'array':
        return [];
      case 'map':
        return {};
      case 'union':
        return this.defaultOf(type.branches[0]!);
      case 'record':
        return Object.fromEntries(type.fields.map((field) => [longer(field.name), this.defaultOf(field.type)]));
      case 'int':
      case 'long':
      case 'float':
      case 'double':
        return 0;
    }
  }
}

const symbolsOf = (type: EnumType): object => ({
  symbols: type.symbols.map(longer),
  ...(type.defaultSymbol === null ? {} : { default: longer(type.defaultSymbol) }),
});

function smallFixed({ sizeBytes }: FixedType): string {
  if (sizeBytes > MOST_DEFAULT_PARTS) throw new Error('There is no small default.');
  return '\0'.repeat(sizeBytes);
}

const longer = (name: string): string => `n_${name}`;

const lengthened = (fullName: string): string =>
  [...namespaceOf(fullName).split('.'), shortNameOf(fullName)]
    .filter((part) => part !== '')
    .map(longer)
    .join('.');
