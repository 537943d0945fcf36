import { type Command, Argument } from 'commander';
import type { Run } from './options.js';

const HELP = `
Examples:
  $ plumbline completion bash >> ~/.bashrc
  $ plumbline completion zsh > "\${fpath[1]}/_plumbline"
  $ plumbline completion fish > ~/.config/fish/completions/plumbline.fish`;

/** `plumbline completion`. */
export function declareCompletion(program: Command, run: Run): void {
  program
    .command('completion')
    .description('print a script that completes commands and options')
    .addArgument(new Argument('<shell>', 'the shell').choices(['bash', 'zsh', 'fish']))
    .addHelpText('after', HELP)
    .action(
      run(async () => {
        const { completion } = await import('./completion.action.js');
        return (shell: string) => completion(shell, program);
      }),
    );
}
