/** A string, a comment, a word or number, or any other one character that is not white space. */
const TOKEN = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|[\w.]+|[^\s]/g;

/** The file's tokens, one space between each two: without comments, lines and indentation. Still a valid file. */
export function canonicalProto(text: string): string {
  const tokens = text.match(TOKEN) ?? [];
  return tokens.filter((token) => !token.startsWith('//') && !token.startsWith('/*')).join(' ');
}
