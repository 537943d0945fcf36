import { told, wording, type Told } from '../../../sentence.js';
import { optionText, type ProtoSchema } from '../model.js';
import { policyObstacle } from './obstacle.js';
import { SOURCE_ONLY, WIRE_AND_STRICTER, type Obstacle, type Pair, type Rule } from './rule.js';

/** Options that name or shape generated code, with what holds where they are not set (buf: FILE_SAME_...). */
const OPTIONS: Readonly<Record<string, string>> = {
  cc_enable_arenas: 'true',
  cc_generic_services: 'false',
  csharp_namespace: '',
  go_package: '',
  java_generic_services: 'false',
  java_multiple_files: 'false',
  java_outer_classname: '',
  java_package: '',
  objc_class_prefix: '',
  optimize_for: 'SPEED',
  php_class_prefix: '',
  php_metadata_namespace: '',
  php_namespace: '',
  py_generic_services: 'false',
  ruby_package: '',
  swift_prefix: '',
};

/** The names of packages are part of names in generated code, of gRPC's paths and of `google.protobuf.Any`. */
export const packageChanged: Rule = {
  policies: WIRE_AND_STRICTER,
  schema: (pair) => {
    const [from, to] = [pair.older.file.package, pair.newer.file.package];
    if (from === to) return [];
    const named = (name: string): string => (name === '' ? 'no package' : `package ${name}`);
    const what = told`is in ${named(from)} and in ${named(to)} now`;
    return [ofFile(pair, 'package-changed', 'FILE_SAME_PACKAGE', what, 'names in Any, in gRPC and in code change')];
  },
};

/** Generated code stands elsewhere, or looks otherwise. */
export const fileOptionChanged: Rule = {
  policies: SOURCE_ONLY,
  schema: (pair) => [
    ...Object.entries(OPTIONS).flatMap(([name, unset]) => {
      const valueIn = ({ file }: ProtoSchema): string => optionText(file.options, name) ?? unset;
      const [from, to] = [valueIn(pair.older), valueIn(pair.newer)];
      if (from === to) return [];
      const what = told`has ${name} = "${from}", and "${to}" now`;
      return [ofFile(pair, 'file-option-changed', `FILE_SAME_${name.toUpperCase()}`, what, 'generated code changes')];
    }),
    ...syntax(pair),
  ],
};

function syntax(pair: Pair<ProtoSchema>): Obstacle[] {
  // buf counts all editions as one syntax: what an edition changes, other rules tell.
  const syntaxOf = ({ file: { edition } }: ProtoSchema): string => (edition.startsWith('proto') ? edition : 'editions');
  const [from, to] = [syntaxOf(pair.older), syntaxOf(pair.newer)];
  if (from === to) return [];
  return [
    ofFile(pair, 'syntax-changed', 'FILE_SAME_SYNTAX', told`is ${from}, and ${to} now`, 'generated code changes'),
  ];
}

function ofFile(pair: Pair<ProtoSchema>, rule: string, buf: string, what: Told, harm: string): Obstacle {
  const named = ({ file }: ProtoSchema): { fullName: string } => ({ fullName: file.package });
  return policyObstacle(
    { writer: named(pair.writer), reader: named(pair.reader) },
    {
      rule,
      change: rule === 'package-changed' ? 'PACKAGE_CHANGED' : null,
      buf,
      message: () => told`The file ${what}: ${wording(harm)}.`,
      fix: 'Leave it as it was.',
    },
  );
}
