/** The architecture as a test that fails: each rule says why it is there. */
const PURE =
  '^src/(contracts|messaging)/|^src/(flows|detection|alerts)/(?!.*\\.(controller|service|repository|store|notifier|module)\\.ts$)|^src/governance/(lifecycle|version-groups|delivery-schedule|cloud-event|webhook-signature|ndjson-lines)\\.ts$';
const IO = '^(@nestjs|@prisma|prisma|chdb|@clickhouse|kafkajs|@platformatic|amqplib|pino)';

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'Data flows one way; a cycle means two files are one subject or one of them knows too much.',
      severity: 'error',
      from: { path: '^src' },
      to: { circular: true },
    },
    {
      name: 'decisions-stay-pure',
      comment:
        'Decisions run in the server, the command line and the browser, and are tested without a process around them.',
      severity: 'error',
      from: { path: PURE, pathNot: '\\.(spec|conformance)\\.ts$' },
      to: { path: `${IO}|^node_modules/(@nestjs|@prisma|chdb|@clickhouse|@platformatic|pino)/` },
    },
    {
      name: 'decisions-do-no-node-io',
      comment:
        'A decision takes its input and the clock as arguments; files, sockets and processes belong to the shell around it.',
      severity: 'error',
      from: { path: PURE, pathNot: '\\.(spec|conformance)\\.ts$' },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?(buffer|crypto|util)$' },
    },
    {
      name: 'contracts-run-in-the-browser',
      comment:
        'A browser has none of the modules of Node but `buffer`, which bundlers bring: what a page cannot load, it cannot check.',
      severity: 'error',
      from: { path: '^src/contracts/', pathNot: '\\.(spec|conformance|spec-support)\\.ts$' },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?buffer$' },
    },
    {
      name: 'brokers-know-only-themselves',
      comment: 'One probe a broker: adding or deleting one must not touch another.',
      severity: 'error',
      from: { path: '^src/brokers/([^/]+)\\.probe\\.ts$' },
      to: { path: '^src/brokers/[^/]+\\.probe\\.ts$', pathNot: '^src/brokers/($1|broker)\\.probe\\.ts$' },
    },
    {
      name: 'nobody-imports-the-faces',
      comment:
        'The command line and the dashboard are ends of the flow; what others need from them is in the wrong place.',
      severity: 'error',
      from: { path: '^src/(?!cli/|dashboard/|serve\\.ts|main\\.ts|app\\.module\\.ts)' },
      to: { path: '^src/(cli|dashboard)/' },
    },
    {
      name: 'upstream-does-not-know-downstream',
      comment: 'Receive, normalise, store come before correlate, detect, alert; an arrow back makes the flow a knot.',
      severity: 'error',
      from: { path: '^src/(collector|messaging|storage)/' },
      to: { path: '^src/(flows|detection|alerts|registry|governance|dashboard)/' },
    },
    {
      name: 'no-orphans',
      comment: 'A file nobody imports is dead or lost.',
      severity: 'error',
      from: { orphan: true, path: '^src', pathNot: '(\\.d\\.ts|\\.spec\\.ts|main\\.ts)$' },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^src/registry/prisma/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.json'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
