import type { IsOver } from '../schema-format.js';
import { assertTime } from './deadline.js';
import type { Element, Enum, Field, Message, ProtoFile, ProtoProblem } from './model.js';

export type TypeSymbol = Message | Enum;

interface Declared {
  file: ProtoFile;
  /** Null for what is no type: a field, a value, a service. */
  type: TypeSymbol | null;
}

/**
 * Every name that a set of files declares. Names are looked up as protoc does it (descriptor.proto's comment on `type_name`
 * and protobuf.dev/programming-guides/proto3#name-resolution): the innermost scope first, by the first part of the name.
 */
export class Symbols {
  private readonly declared = new Map<string, Declared>();
  private readonly packages = new Map<string, ProtoFile>();
  readonly problems: ProtoProblem[] = [];

  /** Throws `TimeIsUp`. */
  constructor(
    files: Iterable<ProtoFile>,
    private readonly isOver: IsOver,
  ) {
    for (const file of files) this.addFile(file);
  }

  /** The type that `name` means inside `scope`, among files of `visible`; else a reason. */
  resolve(name: string, scope: string, visible: ReadonlySet<ProtoFile>): TypeSymbol | { reason: string } {
    const fullName = name.startsWith('.') ? name.slice(1) : this.fullNameOf(name, scope, visible);
    const found = fullName === null ? undefined : this.declared.get(fullName);
    if (found === undefined || fullName === null) return { reason: `"${name}" is not defined.` };
    if (found.type === null) return { reason: `"${name}" is not a type.` };
    if (visible.has(found.file)) return found.type;
    return { reason: `"${name}" is defined in "${found.file.path}", which this file does not import.` };
  }

  private fullNameOf(name: string, scope: string, visible: ReadonlySet<ProtoFile>): string | null {
    const dot = name.indexOf('.');
    const first = dot === -1 ? name : name.slice(0, dot);
    for (let prefix = scope; ; prefix = prefix.slice(0, Math.max(prefix.lastIndexOf('.'), 0))) {
      const candidate = prefix === '' ? first : `${prefix}.${first}`;
      const { type = null, file } = this.declared.get(candidate) ?? {};
      if (dot === -1 && type !== null) return candidate;
      const isVisible = file === undefined || visible.has(file);
      if (dot !== -1 && ((type !== null && isVisible) || this.packages.has(candidate)))
        return this.within(candidate, name.slice(dot));
      if (prefix === '') return null;
    }
  }

  private within(scope: string, rest: string): string | null {
    return this.declared.has(scope + rest) ? scope + rest : null;
  }

  private addFile(file: ProtoFile): void {
    for (let name = file.package; name !== ''; name = name.slice(0, Math.max(name.lastIndexOf('.'), 0)))
      this.packages.set(name, file);
    for (const message of file.messages) this.addMessage(message);
    for (const one of file.enums) this.addEnum(one);
    for (const service of file.services) {
      this.add(service, null);
      for (const method of service.methods) this.add(method, null);
    }
    for (const extension of file.extensions) this.add(extension, null);
  }

  private addMessage(message: Message): void {
    assertTime(this.isOver);
    this.add(message, message);
    const inner: readonly Element[] = [...message.fields, ...message.oneofs, ...message.extensions];
    for (const element of inner) this.add(element, null);
    for (const nested of message.messages) this.addMessage(nested);
    for (const nested of message.enums) this.addEnum(nested);
  }

  /** An enum's values are names beside the enum, not inside it, as in C++. */
  private addEnum(one: Enum): void {
    this.add(one, one);
    for (const value of one.values) this.add(value, null);
  }

  private add(element: Element | Field, type: TypeSymbol | null): void {
    const { fullName, file, at, name } = element;
    const earlier = this.declared.get(fullName);
    if (earlier === undefined && !this.packages.has(fullName)) return void this.declared.set(fullName, { file, type });
    const where = earlier !== undefined && earlier.file !== file ? ` in "${earlier.file.path}"` : '';
    const reason =
      earlier === undefined
        ? `"${name}" is a package already.`
        : `"${name}" is declared twice${where === '' ? '' : `, also${where}`}${'number' in element && !('label' in element) ? ": an enum's values are names of the scope around it" : ''}.`;
    this.problems.push({ file, at, reason });
  }
}
