/** A name or id from the wire: monospaced, isolated from the direction of what surrounds it, never breaking the layout. */
export function Identifier({ text, isClipped = false }: { text: string; isClipped?: boolean }) {
  return (
    <bdi className={isClipped ? 'id id-clipped' : 'id'} title={isClipped ? text : undefined}>
      {text === '' ? '(empty)' : text}
    </bdi>
  );
}
