/** A name or id from the wire: monospaced, isolated from the direction of what surrounds it, never breaking the layout. */
export function Identifier({ text, isClipped = false }: { text: string; isClipped?: boolean }) {
  return (
    <bdi className={isClipped ? 'id id-clipped' : 'id'} title={isClipped ? text : undefined}>
      {shownOf(text)}
    </bdi>
  );
}

/** Blanks alone would be a link without a name. */
function shownOf(text: string): string {
  if (text === '') return '(empty)';
  return text.trim() === '' ? `(${text.length} blank${text.length === 1 ? '' : 's'})` : text;
}
