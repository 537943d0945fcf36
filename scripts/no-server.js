/** What `plumbline serve` does in the package of the command line alone: `build-cli.js` puts it in the server's place. */
export function runServer() {
  process.stderr.write(
    'This is the command line alone, without the server. Install the package `plumbline`, and start it with `npx plumbline serve`.\n',
  );
  process.exitCode = 2;
}
