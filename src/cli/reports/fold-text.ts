/**
 * A text in lines of at most `width` characters, folded between words; a longer word stands alone on its line. Line breaks
 * of the text itself become spaces, and what would move the cursor of a terminal is shown as an escape.
 */
export function foldText(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of printable(text).split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

/** On one line, and nothing in it that a terminal obeys: names and values come from files that anybody may send. */
export const printable = (text: string): string => escaped(text.replace(/\s+/g, ' ').trim());

/** Control characters as escapes, among them those that turn the direction of writing; spaces stay. */
export const escaped = (text: string): string =>
  text.replace(
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
