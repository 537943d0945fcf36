import type { IsOver } from '../schema-format.js';
import type { Edition, Import, Method, ProtoFile, ProtoProblem, Service } from './model.js';
import { parseEnum } from './parse-enum.js';
import { elementAt, MAX_NAME_LENGTH, tooLong } from './parse-element.js';
import { parseExtend, parseMessage } from './parse-message.js';
import { parseOptionStatement } from './parse-options.js';
import { TokenStream } from './token-stream.js';

const EDITIONS: readonly string[] = ['2023', '2024'];

export interface ParsedFile {
  file: ProtoFile;
  problems: ProtoProblem[];
}

/**
 * A file as its text says it, nothing resolved yet (protobuf.dev/reference/protobuf/edition-2023-spec and its forerunners).
 * Every mistake in the syntax is told, not the first one only; names, numbers and types are judged later.
 */
export function parseFile(path: string, text: string, isOver: IsOver): ParsedFile {
  const file: ProtoFile = {
    path,
    text,
    edition: 'proto2',
    package: '',
    imports: [],
    options: [],
    messages: [],
    enums: [],
    services: [],
    extensions: [],
  };
  const stream = new TokenStream({ path, text }, isOver);
  stream.statement(() => parseSyntax(stream, file));
  const seen = { package: false };
  while (stream.peek().kind !== 'end') stream.statement(() => parseStatement(stream, file, seen));
  return { file, problems: stream.problems };
}

function parseSyntax(stream: TokenStream, file: ProtoFile): void {
  if (!stream.isNext('syntax') && !stream.isNext('edition')) return;
  const isSyntax = stream.next().text === 'syntax';
  stream.expect('=');
  const { text, at } = stream.string(isSyntax ? '"proto2" or "proto3"' : 'an edition such as "2023"');
  stream.expect(';');
  const isKnown = isSyntax ? text === 'proto2' || text === 'proto3' : EDITIONS.includes(text);
  if (isKnown) file.edition = text as Edition;
  else stream.tell(at, `${JSON.stringify(text)} is none of proto2, proto3 and the editions 2023 and 2024.`);
}

function parseStatement(stream: TokenStream, file: ProtoFile, seen: { package: boolean }): void {
  if (stream.accept(';')) return;
  const { text: word, at, kind } = stream.peek();
  if (stream.accept('}')) return stream.tell(at, 'This "}" closes nothing.');
  if (kind !== 'name') throw stream.unexpected('"message", "enum" or another statement');
  if (file.edition === '2024' && (word === 'export' || word === 'local')) stream.next();
  if (stream.isNext('message')) return void file.messages.push(parseMessage(stream, file, null, 1));
  if (stream.isNext('enum')) return void file.enums.push(parseEnum(stream, file, null));
  switch (word) {
    case 'package':
      if (seen.package) stream.tell(at, 'A file has one package.');
      seen.package = true;
      stream.next();
      file.package = parsePackage(stream);
      stream.expect(';');
      return;
    case 'import':
      return void file.imports.push(parseImport(stream, file));
    case 'option':
      stream.next();
      return void file.options.push(parseOptionStatement(stream));
    case 'service':
      return void file.services.push(parseService(stream, file));
    case 'extend':
      return parseExtend(stream, file, null, file);
    case 'syntax':
    case 'edition':
      stream.tell(at, `"${word}" stands once, before everything else.`);
      throw stream.unexpected('another statement');
    default:
      throw stream.unexpected('"message", "enum" or another statement');
  }
}

function parsePackage(stream: TokenStream): string {
  const { text, at } = stream.qualifiedName('a package');
  if (text.length > MAX_NAME_LENGTH) throw tooLong(at);
  return text.replace(/^\./, '');
}

function parseImport(stream: TokenStream, file: ProtoFile): Import {
  stream.next();
  const kinds = file.edition === '2024' ? (['public', 'weak', 'option'] as const) : (['public', 'weak'] as const);
  const kind = kinds.find((one) => stream.accept(one)) ?? 'plain';
  const { text: path, at } = stream.string('the path of a file');
  stream.expect(';');
  return { path, kind, at };
}

function parseService(stream: TokenStream, file: ProtoFile): Service {
  const start = stream.next();
  const name = stream.name("a service's name");
  const service: Service = { ...elementAt(start, name, file, null), methods: [] };
  stream.expect('{');
  service.bodyAt = stream.end;
  while (!stream.isNext('}') && stream.peek().kind !== 'end') {
    stream.statement(() => {
      if (stream.accept(';')) return;
      if (stream.accept('option')) return void service.options.push(parseOptionStatement(stream));
      if (!stream.isNext('rpc')) throw stream.unexpected('"rpc" or "option"');
      service.methods.push(parseMethod(stream, file, service));
    });
  }
  stream.expect('}');
  return service;
}

function parseMethod(stream: TokenStream, file: ProtoFile, service: Service): Method {
  const start = stream.next();
  const name = stream.name("a method's name");
  const request = parseStreamed(stream);
  stream.expect('returns');
  const response = parseStreamed(stream);
  const method: Method = {
    ...elementAt(start, name, file, service),
    requestName: request.type,
    requestAt: request.at,
    isClientStreaming: request.isStreaming,
    responseName: response.type,
    responseAt: response.at,
    isServerStreaming: response.isStreaming,
    request: null,
    response: null,
  };
  if (stream.accept('{')) {
    while (!stream.accept('}')) {
      if (stream.accept(';')) continue;
      stream.expect('option');
      method.options.push(parseOptionStatement(stream));
    }
    stream.accept(';');
  } else {
    stream.expect(';');
  }
  method.bodyAt = stream.end;
  return method;
}

function parseStreamed(stream: TokenStream): { type: string; at: number; isStreaming: boolean } {
  stream.expect('(');
  // `stream` may also be the first part of a type's name: `stream.Event`.
  const first = stream.peek();
  const isWord = stream.accept('stream');
  const isStreaming = isWord && !stream.isNext(')') && !(stream.isNext('.') && stream.peek().at === first.end);
  const rest = isWord && stream.isNext(')') ? '' : stream.qualifiedName('the type of a message').text;
  stream.expect(')');
  return { type: isWord && !isStreaming ? `stream${rest}` : rest, at: first.at, isStreaming };
}
