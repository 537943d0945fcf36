import type { Report } from './report.js';

/** Every form a run is reported in, by its name in `--format`; loaded when it is asked for. */
export const REPORT_FORMS: Readonly<Record<string, () => Promise<Report>>> = {
  human: async () => (await import('./human.js')).human,
  json: async () => (await import('./json.js')).json,
  junit: async () => (await import('./junit.js')).junit,
  sarif: async () => (await import('./sarif.js')).sarif,
  github: async () => (await import('./github.js')).github,
  gitlab: async () => (await import('./gitlab.js')).gitlab,
  markdown: async () => (await import('./markdown.js')).markdown,
};
