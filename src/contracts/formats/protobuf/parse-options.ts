import { SyntaxProblem } from './lexer.js';
import type { Option, OptionValue } from './model.js';
import type { TokenStream } from './token-stream.js';

const MAX_AGGREGATE_DEPTH = 64;

/** `option name = value;`, with the word `option` already taken. */
export function parseOptionStatement(stream: TokenStream): Option {
  const option = parseOption(stream);
  stream.expect(';');
  return option;
}

/** `[name = value, ...]` behind a field or value; none where no bracket follows. */
export function parseBracketedOptions(stream: TokenStream): Option[] {
  const options: Option[] = [];
  if (!stream.accept('[')) return options;
  do options.push(parseOption(stream));
  while (stream.accept(','));
  stream.expect(']');
  return options;
}

function parseOption(stream: TokenStream): Option {
  const { at } = stream.peek();
  const parts = [optionNamePart(stream)];
  while (stream.accept('.')) parts.push(optionNamePart(stream));
  stream.expect('=');
  return { name: parts.join('.'), value: parseValue(stream, 0), at };
}

function optionNamePart(stream: TokenStream): string {
  if (!stream.accept('(')) return stream.name("an option's name").text;
  const { text } = stream.qualifiedName("an extension's name");
  stream.expect(')');
  return `(${text.replace(/^\./, '')})`;
}

function parseValue(stream: TokenStream, depth: number): OptionValue {
  if (depth > MAX_AGGREGATE_DEPTH) throw new SyntaxProblem(stream.peek().at, 'These options are nested too deeply.');
  const { kind } = stream.peek();
  if (kind === 'string') return { kind: 'string', text: stream.string('a value').text };
  if (kind === 'name') return { kind: 'name', text: stream.next().text };
  if (stream.isNext('{') || stream.isNext('<')) return parseAggregate(stream, depth);
  const sign = stream.accept('-') ? '-' : '';
  if (sign === '') stream.accept('+');
  const number = stream.peek();
  if (sign === '-' && number.kind === 'name') return { kind: 'number', text: sign + stream.next().text };
  if (number.kind !== 'integer' && number.kind !== 'float') throw stream.unexpected('a value');
  return { kind: 'number', text: sign + stream.next().text };
}

/** A message in text format (protobuf.dev/reference/protobuf/textformat-spec). */
function parseAggregate(stream: TokenStream, depth: number): OptionValue {
  const close = stream.next().text === '{' ? '}' : '>';
  const entries: { name: string; value: OptionValue }[] = [];
  while (!stream.accept(close)) {
    const name = aggregateName(stream);
    const hasColon = stream.accept(':');
    if (!hasColon && !stream.isNext('{') && !stream.isNext('<') && !stream.isNext('['))
      throw stream.unexpected('":" or "{"');
    entries.push({ name, value: parseAggregateValue(stream, depth + 1) });
    if (!stream.accept(',')) stream.accept(';');
  }
  return { kind: 'aggregate', entries };
}

function parseAggregateValue(stream: TokenStream, depth: number): OptionValue {
  if (!stream.accept('[')) return parseValue(stream, depth);
  const items: OptionValue[] = [];
  if (stream.accept(']')) return { kind: 'list', items };
  do items.push(parseValue(stream, depth + 1));
  while (stream.accept(','));
  stream.expect(']');
  return { kind: 'list', items };
}

function aggregateName(stream: TokenStream): string {
  if (!stream.accept('[')) return stream.name('a name').text;
  let { text } = stream.qualifiedName("an extension's name");
  while (stream.accept('/')) text += `/${stream.qualifiedName('a type').text}`;
  stream.expect(']');
  return `[${text}]`;
}
