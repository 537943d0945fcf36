/** Members of Avro's schemas that hold types. */
const HOLD_TYPES = new Set(['type', 'items', 'values']);

/** The JSON pointer of the first place at which a schema of Avro uses a full name, written out or by its last part; '' for none. */
export function useOfName(text: string, name: string): string {
  const isMeant = (value: unknown): boolean =>
    typeof value === 'string' && (value === name || name.endsWith(`.${value}`));
  const open: { value: unknown; pointer: string; isType: boolean }[] = [
    { value: parsed(text), pointer: '', isType: true },
  ];
  // A list that grows is walked to its end.
  for (const { value, pointer, isType } of open) {
    if (isType && isMeant(value)) return pointer;
    if (Array.isArray(value))
      open.push(...value.map((one: unknown, i) => ({ value: one, pointer: `${pointer}/${i}`, isType })));
    else if (typeof value === 'object' && value !== null)
      for (const [key, one] of Object.entries(value))
        if (HOLD_TYPES.has(key) || key === 'fields')
          open.push({ value: one, pointer: `${pointer}/${key}`, isType: HOLD_TYPES.has(key) });
  }
  return '';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
