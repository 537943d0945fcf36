/** The context of names that name none. */
export const DEFAULT_CONTEXT = '.';
/** What holds for all: the widest scope of configuration and mode. */
export const GLOBAL_SCOPE = '';
/** Begins a `subjectPrefix` that means every context. */
export const EVERY_CONTEXT = ':*:';

const CONTEXT_PREFIX = ':.';
/** Room for a topic of 249 characters and a record's full name (TopicRecordNameStrategy); longer keys PostgreSQL's indexes do not take. */
export const MAX_SUBJECT_LENGTH = 512;
const MAX_CONTEXT_LENGTH = 255;
const CONTROL_CHARACTER = /[\u0000-\u001f\u007f-\u009f]/;
/** Names that Confluent's registry keeps for itself. */
const RESERVED = ['__GLOBAL', '__EMPTY'];

/** A name in its two parts; the second is '' for a context alone. */
export interface SubjectName {
  context: string;
  subject: string;
}

/** `:.context:subject` in its parts; a name without a context is of the default one. */
export function parseSubject(qualified: string): SubjectName {
  if (!qualified.startsWith(CONTEXT_PREFIX)) return { context: DEFAULT_CONTEXT, subject: qualified };
  const end = qualified.indexOf(':', CONTEXT_PREFIX.length);
  if (end < 0) return { context: qualified.slice(1), subject: '' };
  return { context: qualified.slice(1, end), subject: qualified.slice(end + 1) };
}

/** The one form in which a name is stored: without the default context, `:.context:subject` for others. */
export function qualify(context: string, subject: string): string {
  return context === DEFAULT_CONTEXT ? subject : `:${context}:${subject}`;
}

/** The name with its context, also the default one (`:.:orders`): as a name of that is written in another context. */
export function qualifiedSubject(qualified: string): string {
  const { context, subject } = parseSubject(qualified);
  return `:${context}:${subject}`;
}

export function normalizeSubject(qualified: string): string {
  const { context, subject } = parseSubject(qualified);
  return qualify(context, subject);
}

export const contextOf = (qualified: string): string => parseSubject(qualified).context;

/** The scope of everything in `context`; the default context has none of its own and is the global one. */
export const scopeOfContext = (context: string): string => qualify(context, '');

/** Whose configuration and mode hold for a subject, the nearest first. */
export function scopesOf(subject: string): string[] {
  return [...new Set([subject, scopeOfContext(contextOf(subject)), GLOBAL_SCOPE])];
}

/** Whether `scope` is a subject and not a context or everything. */
export const isSubjectScope = (scope: string): boolean => parseSubject(scope).subject !== '';

/** A reference names its subject as seen from the schema that has it: without a context it is of the same one. */
export function qualifyFrom(referrer: string, subject: string): string {
  if (subject.startsWith(CONTEXT_PREFIX)) return normalizeSubject(subject);
  return qualify(contextOf(referrer), subject);
}

/** The subject that `name` stands for where its configuration says `alias`: of the same context where that names none. */
export function aliasTarget(name: string, alias: string): string {
  return alias.startsWith(CONTEXT_PREFIX) ? normalizeSubject(alias) : qualify(contextOf(name), alias);
}

/** Why `name` may not stand for what `alias` says: nobody could address what is registered under it. Null where it may. */
export function faultOfAlias(name: string, alias: string): string | null {
  const target = aliasTarget(name, alias);
  return isSubjectScope(target) ? faultOfSubject(target) : 'it names no subject';
}

/** A context's name as it may be written in a path: `:.ctx:`, `.ctx` or `ctx`. Null for what cannot be one. */
export function readContextName(text: string): string | null {
  const bare = text.replace(/^:/, '').replace(/:$/, '');
  if (bare.includes(':') || bare.length > MAX_CONTEXT_LENGTH || CONTROL_CHARACTER.test(bare)) return null;
  return bare.startsWith('.') ? bare : `.${bare}`;
}

/** Why nothing may be stored under this name; null where it may. */
export function faultOfSubject(qualified: string): string | null {
  const { context, subject } = parseSubject(qualified);
  if (qualified.length > MAX_SUBJECT_LENGTH)
    return `it has ${qualified.length} characters, and at most ${MAX_SUBJECT_LENGTH} are kept`;
  if (context.length > MAX_CONTEXT_LENGTH)
    return `its context has ${context.length} characters, and at most ${MAX_CONTEXT_LENGTH} are kept`;
  if (CONTROL_CHARACTER.test(qualified)) return 'it holds a control character';
  if (RESERVED.includes(subject)) return `${subject} is reserved`;
  return null;
}
