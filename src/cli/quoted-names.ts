/** The names in a message of a finding: fields, values and types stand in double quotes there. */
export function namesQuotedIn(message: string): string[] {
  return [...message.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, name = '']) => name);
}
