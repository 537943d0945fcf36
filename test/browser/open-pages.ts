import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';

/** What the walk looks at: ids that the server really knows. */
export interface Subjects {
  flowId?: string;
  subject?: string;
  alertId?: string;
  /** False leaves out the flow page's other views. */
  hasViews?: boolean;
  /** Themes and widths; all four where left out. */
  looks?: readonly Look[];
  /** Folder for a picture of each page; none are made without it. */
  picturesDir?: string;
  /** Stands in the pictures' names. */
  name?: string;
}

interface Look {
  theme: 'light' | 'dark';
  /** In CSS pixels. */
  width: number;
}

/** One page in one theme and width, and everything that is wrong with it. */
export interface PageReport extends Look {
  path: string;
  problems: string[];
}

const LOOKS: readonly Look[] = (['light', 'dark'] as const).flatMap((theme) =>
  [390, 1440].map((width) => ({ theme, width })),
);

/** The browser to test with; null where none is installed. */
export function findChromium(): string | null {
  const wanted = process.env['PLUMBLINE_CHROMIUM'] ?? '/usr/bin/chromium';
  return existsSync(wanted) ? wanted : null;
}

export function launchChromium(executablePath: string): Promise<Browser> {
  const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-quic', ...quiet] });
}

/**
 * Opens every page of the server at `baseUrl` in both themes, narrow and wide, and reports what is wrong: violations
 * that axe finds, errors in the console, requests to elsewhere, content wider than the screen. It only looks, so it may
 * run against a live server.
 */
export async function openPages(browser: Browser, baseUrl: string, subjects: Subjects = {}): Promise<PageReport[]> {
  const axe = await axeSource();
  const reports: PageReport[] = [];
  for (const look of subjects.looks ?? LOOKS) {
    const context = await openContext(browser, look.theme, look.width);
    try {
      const watched = await watchedPage(context, baseUrl);
      for (const path of pathsOf(subjects)) {
        const problems = await lookAt(watched, baseUrl + path, axe);
        reports.push({ path, ...look, problems });
        if (subjects.picturesDir === undefined) continue;
        const name = [subjects.name ?? 'page', pictureName(path), look.width, look.theme].join('-');
        await watched.page.screenshot({ path: join(subjects.picturesDir, `${name}.png`), fullPage: true });
      }
    } finally {
      await context.close();
    }
  }
  return reports;
}

/** The problems of all reports, one line each: what a test compares with []. */
export function problemLines(reports: readonly PageReport[]): string[] {
  return reports.flatMap(({ path, theme, width, problems }) =>
    problems.map((problem) => `${path} (${theme}, ${width} px): ${problem}`),
  );
}

export function openContext(browser: Browser, theme: 'light' | 'dark', width: number): Promise<BrowserContext> {
  const viewport = { width, height: width < 500 ? 844 : 900 };
  return browser.newContext({ viewport, colorScheme: theme, reducedMotion: 'reduce', timezoneId: 'Europe/Berlin' });
}

/** Resolves when the page has its heading and nothing on it is still loading. */
export async function settled(page: Page): Promise<void> {
  await page.locator('main:not(:has(.loading)) h1').waitFor();
}

function pathsOf({ flowId, subject, alertId, hasViews = true }: Subjects): string[] {
  const flow = flowId === undefined ? [] : [`/flows/${encodeURIComponent(flowId)}`];
  const view = (query: string) => (hasViews ? flow.map((path) => `${path}?${query}`) : []);
  return [
    '/',
    '/flows',
    ...flow,
    ...view('open=0.0'),
    ...view('view=table'),
    ...view('view=spans'),
    '/contracts',
    ...(subject === undefined ? [] : [`/contracts/${encodeURIComponent(subject)}`]),
    '/alerts',
    ...(alertId === undefined ? [] : [`/alerts?alert=${encodeURIComponent(alertId)}`]),
    '/no-such-page',
  ];
}

interface WatchedPage {
  page: Page;
  /** Takes what went wrong since it was last asked. */
  takeProblems: () => string[];
}

async function watchedPage(context: BrowserContext, baseUrl: string): Promise<WatchedPage> {
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(`uncaught: ${error.message}`));
  page.on('console', (message) => {
    // The browser's own line for a refused request; what the page says of it is looked at instead.
    const isRefusal = message.text().startsWith('Failed to load resource');
    if (message.type() === 'error' && !isRefusal) problems.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== new URL(baseUrl).origin) problems.push(`request to ${request.url()}`);
  });
  return { page, takeProblems: () => problems.splice(0) };
}

async function lookAt({ page, takeProblems }: WatchedPage, url: string, axe: string): Promise<string[]> {
  await page.goto(url);
  await settled(page);
  const found = [...(await overflow(page)), ...(await violations(page, axe))];
  return [...takeProblems(), ...found];
}

async function overflow(page: Page): Promise<string[]> {
  const [content, screen] = await page.evaluate<number[]>('[document.documentElement.scrollWidth, innerWidth]');
  return (content ?? 0) > (screen ?? 0) ? [`the page is ${content} px wide on a screen of ${screen} px`] : [];
}

async function violations(page: Page, axe: string): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { axe: engine } = globalThis as unknown as { axe: { run: (options: object) => Promise<AxeResult> } };
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const { violations: found } = await engine.run({ runOnly: tags });
    return found.map(
      ({ id, help, nodes }) =>
        `axe ${id}: ${help}: ${nodes
          .slice(0, 3)
          .map((node) => `${node.target.join(' ')} ${node.failureSummary.replace(/\s+/g, ' ').slice(0, 200)}`)
          .join('; ')}`,
    );
  });
}

interface AxeResult {
  violations: { id: string; help: string; nodes: { target: string[]; failureSummary: string }[] }[];
}

function axeSource(): Promise<string> {
  return readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
}

function pictureName(path: string): string {
  const [place = '', search = ''] = path.split('?');
  const parts = place.split('/').filter((part) => part !== '');
  const page = parts.length === 0 ? 'overview' : `${parts[0]}${parts.length > 1 ? '-one' : ''}`;
  return search === '' ? page : `${page}-${search.split('=')[0]}-${search.split('=')[1]?.slice(0, 6)}`;
}
