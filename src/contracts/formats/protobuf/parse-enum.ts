import { defaultFeatures } from './features.js';
import type { Enum, EnumValue, Message, ProtoFile } from './model.js';
import { elementAt, MAX_ENUM_NUMBER, parseReserved } from './parse-element.js';
import { parseBracketedOptions, parseOptionStatement } from './parse-options.js';
import type { TokenStream } from './token-stream.js';

export function parseEnum(stream: TokenStream, file: ProtoFile, parent: Message | null): Enum {
  const start = stream.next();
  const name = stream.name("an enum's name");
  const result: Enum = {
    ...elementAt(start, name, file, parent),
    kind: 'enum',
    parent,
    values: [],
    reserved: { ranges: [], names: [] },
    features: defaultFeatures(file.edition),
  };
  stream.expect('{');
  result.bodyAt = stream.end;
  while (!stream.isNext('}') && stream.peek().kind !== 'end')
    stream.statement(() => parseEnumStatement(stream, file, result));
  stream.expect('}');
  return result;
}

function parseEnumStatement(stream: TokenStream, file: ProtoFile, parent: Enum): void {
  if (stream.accept(';')) return;
  const start = stream.peek();
  const word = stream.name("a value's name");
  // `option = 1` and `reserved = 2` are values too.
  if (!stream.isNext('=')) {
    if (word.text === 'option') return void parent.options.push(parseOptionStatement(stream));
    if (word.text === 'reserved') return parseReserved(stream, file, parent.reserved, MAX_ENUM_NUMBER);
  }
  parent.values.push(parseEnumValue(stream, file, parent, start, word));
}

function parseEnumValue(
  stream: TokenStream,
  file: ProtoFile,
  parent: Enum,
  start: ReturnType<TokenStream['peek']>,
  name: ReturnType<TokenStream['peek']>,
): EnumValue {
  stream.expect('=');
  const sign = stream.accept('-') ? -1 : 1;
  const { value, at } = stream.integer("a value's number");
  const number = sign * value || 0;
  if (Number.isNaN(value) || number > MAX_ENUM_NUMBER || number < -MAX_ENUM_NUMBER - 1)
    stream.tell(at, 'A number in an enum has 32 bits.');
  const element = elementAt(start, name, file, parent.parent);
  const options = parseBracketedOptions(stream);
  stream.expect(';');
  return { ...element, options, bodyAt: stream.end, number, numberAt: at };
}
