import type { Command } from 'commander';
import { EXIT, type ExitCode } from '../exit-code.js';

interface Word {
  name: string;
  description: string;
}

/** `plumbline completion`: what there is to complete is read from the commands themselves. */
export function completion(shell: string, program: Command): ExitCode {
  const commands = program.commands.map((command) => ({
    ...{ name: command.name(), description: command.description() },
    options: command.options.map(({ long, description }) => ({ name: long ?? '', description })),
  }));
  const scripts: Record<string, () => string> = {
    bash: () => bash(commands),
    zsh: () => zsh(commands),
    fish: () => fish(commands),
  };
  process.stdout.write(scripts[shell]!());
  return EXIT.ok;
}

type Completed = Word & { options: Word[] };

const names = (words: readonly Word[]): string => words.map(({ name }) => name).join(' ');

/** Files where nothing else fits: most arguments are paths. */
const bash = (commands: readonly Completed[]): string => `_plumbline() {
  local word="\${COMP_WORDS[COMP_CWORD]}" words=""
  if [ "$COMP_CWORD" -eq 1 ]; then
    words="${names(commands)} help --help --version"
  else
    case "\${COMP_WORDS[1]}" in
${commands.map(({ name, options }) => `      ${name}) words="${names(options)} --help" ;;`).join('\n')}
    esac
    case "$word" in -*) ;; *) words="" ;; esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -o default -F _plumbline plumbline
`;

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** zsh divides a name and its description by a colon, and an option of \`_arguments\` by brackets. */
const zsh = (commands: readonly Completed[]): string => `#compdef plumbline
_plumbline() {
  if (( CURRENT == 2 )); then
    local -a commands=(
${commands.map(({ name, description }) => `      ${quoted(`${name}:${description.replaceAll(':', '\\:')}`)}`).join('\n')}
    )
    _describe command commands
    return
  fi
  case $words[2] in
${commands.map(({ name, options }) => `    ${name}) _arguments ${[...options.map(zshOption), quoted('*:file:_files')].join(' ')} ;;`).join('\n')}
  esac
}
compdef _plumbline plumbline
`;

const zshOption = ({ name, description }: Word): string =>
  quoted(`*${name}[${description.replaceAll(/[[\]:]/g, ' ')}]`);

const fish = (commands: readonly Completed[]): string =>
  [
    ...commands.map(
      ({ name, description }) =>
        `complete -c plumbline -n __fish_use_subcommand -f -a ${name} -d ${quoted(description)}`,
    ),
    ...commands.flatMap(({ name: command, options }) =>
      options.map(
        ({ name, description }) =>
          `complete -c plumbline -n ${quoted(`__fish_seen_subcommand_from ${command}`)} -l ${name.slice(2)} -d ${quoted(description)}`,
      ),
    ),
  ]
    .join('\n')
    .concat('\n');
