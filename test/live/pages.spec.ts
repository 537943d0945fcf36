import type { Browser } from 'playwright-core';
import type { AlertList } from '../../src/alerts/alert.js';
import type { Flow } from '../../src/flows/flow.js';
import { findChromium, launchChromium, openPages, problemLines } from '../browser/open-pages.js';
import { pollUntil } from '../servers/poll-until.js';
import { setStage, type Stage } from './stage.js';

const APPEARS_WITHIN_MS = 60_000;
const chromium = findChromium();
if (chromium === null) {
  process.stdout.write('skipped: the pages on live data, since no chromium was found; bash test/live/install.sh\n');
}

(chromium === null ? describe.skip : describe)('the pages on live data', () => {
  let stage: Stage;
  let browser: Browser;

  beforeAll(async () => {
    stage = await setStage(['order', 'payment', 'inventory', 'email', 'dead-letter-reader']);
    browser = await launchChromium(chromium!);
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await stage?.stop();
  }, 60_000);

  it('show an order that was dead-lettered, its alert and its contract, and axe finds nothing wrong', async () => {
    const schema = { type: 'object', properties: { orderId: { type: 'string' } }, required: ['orderId'] };
    const registered = await fetch(`${stage.plumbline.url}/subjects/orders.created-value/versions`, {
      method: 'POST',
      headers: { 'content-type': 'application/vnd.schemaregistry.v1+json' },
      body: JSON.stringify({ schemaType: 'JSON', schema: JSON.stringify(schema) }),
    });
    expect(registered.status).toBe(200);
    await stage.shop.placeOrders({ id: 'order-seen', payment: { failTimes: 3 } });
    await pollUntil('order-seen is dead-lettered', APPEARS_WITHIN_MS, async () => {
      const { outcome } = await stage.plumbline.get<Flow>('/api/v1/flows/order-seen').catch(() => ({ outcome: null }));
      return { isDone: outcome === 'dead-lettered', seen: outcome };
    });
    let alertId = '';
    await pollUntil('its alert fires', APPEARS_WITHIN_MS, async () => {
      const { alerts } = await stage.plumbline.get<AlertList>('/api/v1/alerts?state=firing');
      alertId = alerts[0]?.id ?? '';
      return { isDone: alertId !== '', seen: alerts };
    });

    const subjects = { flowId: 'order-seen', subject: 'orders.created-value', alertId };
    const reports = await openPages(browser, stage.plumbline.url, subjects);
    expect(reports.length).toBeGreaterThan(20);
    expect(problemLines(reports)).toEqual([]);

    const page = await browser.newPage();
    await page.goto(`${stage.plumbline.url}/flows/order-seen`);
    await page.getByText('orders.created.dlq').first().waitFor();
    expect(await page.getByText('dead-lettered').count()).toBeGreaterThan(0);
    await page.goto(`${stage.plumbline.url}/`);
    await page
      .getByText(/dead letters? in kafka orders\.created\.dlq/)
      .first()
      .waitFor();
    await page.goto(`${stage.plumbline.url}/contracts`);
    await page.getByText('orders.created-value').first().waitFor();
  }, 300_000);
});
