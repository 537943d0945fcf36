import { useMemo } from 'react';
import type { ContractVersionDetail } from '../../api/types.js';
import { CopyButton } from '../../components/CopyButton.js';
import { Time } from '../../components/Time.js';
import { diffLines, prettySchema, type DiffLine } from './line-diff.js';

const SIGN: Readonly<Record<DiffLine['kind'], string>> = { same: ' ', added: '+', removed: '−' };

/** The schema of one version, with the lines that differ from the version before it. */
export function SchemaText({
  shown,
  previous,
}: {
  shown: ContractVersionDetail;
  previous: ContractVersionDetail | undefined;
}) {
  const text = useMemo(() => prettySchema(shown.schema), [shown.schema]);
  const lines = useMemo(
    () => (previous === undefined ? null : diffLines(prettySchema(previous.schema), text)),
    [previous, text],
  );
  return (
    <figure className="schema">
      <figcaption>
        <span>
          <b>v{shown.version}</b> schema id {shown.id}, registered <Time at={shown.registeredAt} />
        </span>
        <CopyButton text={shown.schema} what={`the schema of version ${shown.version}`} />
      </figcaption>
      <p className="schema-changes">{changes(lines, previous)}</p>
      <pre tabIndex={0} aria-label={`Schema of version ${shown.version}`}>
        {lines === null ? <code>{text}</code> : <code>{lines.map(drawLine)}</code>}
      </pre>
    </figure>
  );
}

function drawLine(line: DiffLine, index: number) {
  if (line.kind === 'same') return <span key={index}>{`  ${line.text}\n`}</span>;
  const Change = line.kind === 'added' ? 'ins' : 'del';
  return <Change key={index}>{`${SIGN[line.kind]} ${line.text}\n`}</Change>;
}

function changes(lines: readonly DiffLine[] | null, previous: ContractVersionDetail | undefined): string {
  if (previous === undefined) return 'The first version that is kept.';
  if (lines === null) return `Too long to compare with v${previous.version}; the whole text is shown.`;
  const count = (kind: DiffLine['kind']) => lines.filter((line) => line.kind === kind).length;
  const [added, removed] = [count('added'), count('removed')];
  if (added + removed === 0) return `The same text as v${previous.version}.`;
  return `Against v${previous.version}: ${added} ${added === 1 ? 'line' : 'lines'} added, ${removed} removed.`;
}
