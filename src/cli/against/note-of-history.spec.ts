import { noteOfHistory } from './note-of-history.js';

it('says that earlier versions were not compared, where the level asks for them', () => {
  expect(noteOfHistory('FULL_TRANSITIVE', 'main')).toMatchObject([
    {
      ...{ rule: 'history-not-compared', severity: 'notice' },
      message:
        'Only main was compared, and FULL_TRANSITIVE asks for all versions: earlier versions are in the registry.',
      fix: 'Check against the registry too: --against registry.',
    },
  ]);
});

it.each(['NONE', 'BACKWARD', 'FORWARD', 'FULL'] as const)('says nothing by %s, which asks for one', (level) => {
  expect(noteOfHistory(level, 'main')).toEqual([]);
});
