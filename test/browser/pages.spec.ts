import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { HOSTILE } from './fixtures/flows.js';
import { startFixtureServer, type FixtureServer } from './fixtures/server.js';
import { findChromium, launchChromium, openContext, openPages, problemLines, settled } from './open-pages.js';

const executable = findChromium();
if (executable === null) {
  process.stdout.write('skipped: no browser at PLUMBLINE_CHROMIUM or /usr/bin/chromium\n');
}

const picturesDir = process.env['PLUMBLINE_PICTURES'];
const pictures = picturesDir === undefined ? {} : { picturesDir };
const LONG = 240_000;
/** Both themes and both widths, each once: the working day is looked at in all four. */
const looks = [
  { theme: 'light', width: 390 },
  { theme: 'dark', width: 1440 },
] as const;

(executable === null ? describe.skip : describe)('the pages', () => {
  let dist: string;
  let server: FixtureServer;
  let browser: Browser;

  beforeAll(async () => {
    dist = await mkdtemp(join(tmpdir(), 'plumbline-web-'));
    const vite = join(process.cwd(), 'node_modules', 'vite', 'bin', 'vite.js');
    const build = [vite, 'build', 'web', '--outDir', dist, '--emptyOutDir', '--logLevel', 'error'];
    await promisify(execFile)(process.execPath, build);
    server = await startFixtureServer(dist, 'full', Date.now());
    browser = await launchChromium(executable ?? '');
  }, LONG);

  afterAll(async () => {
    await browser?.close();
    await server?.close();
    await rm(dist, { recursive: true, force: true });
  });

  async function open(path: string, width = 1440): Promise<Page> {
    const context = await openContext(browser, 'light', width);
    const page = await context.newPage();
    await page.goto(server.baseUrl + path);
    await settled(page);
    return page;
  }

  const subjects = { flowId: 'order-2026-11-21-000471', subject: 'orders.created', alertId: 'a1', ...pictures };

  it(
    'are clean in both themes and widths on a working day',
    async () => {
      server.show('full');
      expect(problemLines(await openPages(browser, server.baseUrl, { ...subjects, name: 'full' }))).toEqual([]);
    },
    LONG,
  );

  it(
    'are clean where every name is hostile, and run nothing of it',
    async () => {
      server.show('full');
      const hostile = {
        flowId: HOSTILE.markup,
        subject: `${HOSTILE.markup}${HOSTILE.long}`,
        alertId: 'a3',
        ...pictures,
        looks,
      };
      expect(problemLines(await openPages(browser, server.baseUrl, { ...hostile, name: 'hostile' }))).toEqual([]);
      const page = await open(`/flows/${encodeURIComponent(HOSTILE.markup)}`);
      expect(await page.locator('main img').count()).toBe(0);
      expect(await page.title()).toBe(`${HOSTILE.markup} · Plumbline`);
      await page.context().close();
    },
    LONG,
  );

  it(
    'teach where nothing was received yet',
    async () => {
      server.show('empty');
      expect(problemLines(await openPages(browser, server.baseUrl, { ...pictures, looks, name: 'empty' }))).toEqual([]);
      const page = await open('/');
      await page.getByText('export OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4318').waitFor();
      await page.getByText(`curl -X POST ${server.baseUrl}/subjects/`).waitFor();
      await page.context().close();
    },
    LONG,
  );

  it(
    'say what failed and what to do where the server cannot answer',
    async () => {
      server.show('error');
      expect(
        problemLines(await openPages(browser, server.baseUrl, { ...subjects, looks, hasViews: false, name: 'error' })),
      ).toEqual([]);
      const page = await open('/flows');
      await page.getByText('answered 503: The telemetry store does not answer.').waitFor();
      await page.context().close();
    },
    LONG,
  );

  it(
    'stay usable with a flow of ten thousand spans',
    async () => {
      server.show('huge');
      const huge = { flowId: 'batch-2026-11-21', ...pictures, looks, name: 'huge' };
      expect(problemLines(await openPages(browser, server.baseUrl, huge))).toEqual([]);
      const page = await open('/flows/batch-2026-11-21?view=spans');
      expect(await page.locator('main *').count()).toBeLessThan(2_000);
      await page.locator('.span-list').evaluate((list) => list.scrollTo(0, list.scrollHeight));
      await page.getByText('step 9999', { exact: true }).waitFor();
      await page.getByRole('link', { name: 'Picture' }).click();
      await page.getByRole('button', { name: 'Show all 3,000' }).click();
      await page.locator('article').nth(2_999).waitFor({ state: 'attached' });
      await page.context().close();
    },
    LONG,
  );

  it('keep the old data, marked with its age, when the server goes away', async () => {
    server.show('full');
    const page = await open('/');
    server.show('error');
    await page.getByText('Stale since').first().waitFor();
    await page.getByText('14 messages arrived in orders.v1.dlq within 5 min').waitFor();
    await page.context().close();
  });

  it('say of an alert without newer data as of when its figures are', async () => {
    server.show('full');
    for (const path of ['/', '/alerts']) {
      const page = await open(path);
      const storm = page.getByRole('listitem').filter({ hasText: 'billing retries orders.v1' }).first();
      await storm.getByText(/as of .+, no newer data/).waitFor();
      await page.context().close();
    }
  });

  it('announce an alert that is new, and none that was there', async () => {
    server.show('empty');
    const page = await open('/flows');
    const region = page.locator('[aria-live=polite]');
    expect(await region.textContent()).toBe('');
    server.show('full');
    await region
      .getByText('New critical alert: 14 messages arrived in orders.v1.dlq within 5 min')
      .waitFor({ state: 'attached' });
    await page.context().close();
  });

  it('keep filters, range and selection in the URL', async () => {
    server.show('full');
    const page = await open('/flows?from=2026-11-21T10:00:00.000Z');
    await page.getByLabel('Outcome').selectOption('dead-lettered');
    await page.getByLabel('Correlation, trace or message id').fill('000471');
    await page.waitForURL(/q=000471/);
    await page.getByRole('link', { name: 'order-2026-11-21-000471' }).click();
    await page.getByRole('button', { name: '5 attempts of billing' }).click();
    await page.waitForURL(/open=0\.0/);
    const { pathname, searchParams } = new URL(page.url());
    expect([pathname, Object.fromEntries(searchParams)]).toEqual([
      '/flows/order-2026-11-21-000471',
      { from: '2026-11-21T10:00:00.000Z', open: '0.0' },
    ]);
    await page.reload();
    await settled(page);
    expect(await page.getByRole('list', { name: 'Attempts of billing' }).getByRole('listitem').count()).toBe(5);
    await page.goBack();
    await page.waitForURL(/q=000471&|q=000471$/);
    expect(await page.getByLabel('Correlation, trace or message id').inputValue()).toBe('000471');
    await page.context().close();
  });

  it('tell the story of a dead letter', async () => {
    server.show('full');
    const page = await open('/flows/order-2026-11-21-000471');
    const story = (await page.locator('main').innerText()).replace(/\s+/g, ' ');
    for (const words of [
      '1 h 44 min in orders.v1 p3',
      'joined by parent span',
      '×5',
      'moved to orders.v1.dlq',
      'moved aside from orders.v1',
      'contract orders.created v4 (id 17)',
      'still in orders.v1 p3',
      '7 ms in emails (clocks adjusted)',
    ]) {
      expect(story).toContain(words);
    }
    await page.goto(`${server.baseUrl}/flows/${encodeURIComponent(HOSTILE.markup)}`);
    await page.getByText('handled by \u2068طلب-4711-הזמנה\u2069 · not joined to a publication').waitFor();
    await page.getByText('The producer’s span was not seen: is it instrumented?').waitFor();
    await page.getByRole('button', { name: /at least 3 attempts, 1 seen/ }).waitFor();
    await page.context().close();
  });

  it('obey the keys, and stop obeying where they are switched off', async () => {
    server.show('full');
    const page = await open('/');
    await page.keyboard.press('g');
    await page.keyboard.press('f');
    await page.getByRole('heading', { level: 1, name: 'Flows' }).waitFor();
    await page.keyboard.press('/');
    expect(await page.evaluate('document.activeElement.tagName')).toBe('INPUT');
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    await page.getByLabel('Single keys are on in this browser').uncheck();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.keyboard.press('g');
    await page.keyboard.press('c');
    expect(new URL(page.url()).pathname).toBe('/flows');
    await page.context().close();
  });

  it('keep a chosen theme over the system’s', async () => {
    const page = await open('/');
    await page.getByRole('button', { name: 'Dark theme' }).click();
    await page.reload();
    await settled(page);
    expect(await page.evaluate('getComputedStyle(document.documentElement).colorScheme')).toBe('dark');
    await page.context().close();
  });
});
