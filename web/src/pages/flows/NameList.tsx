import { Identifier } from '../../components/Identifier.js';

const SHOWN = 3;

/** The first few of many names, and how many more there are; all of them on hover. */
export function NameList({ names }: { names: readonly string[] }) {
  if (names.length === 0) return <span className="hint">none seen</span>;
  const more = names.length - SHOWN;
  return (
    <span className="names" title={names.join('\n')}>
      {names.slice(0, SHOWN).map((name) => (
        <Identifier key={name} text={name} isClipped />
      ))}
      {more > 0 && <span className="hint">and {more} more</span>}
    </span>
  );
}
