import { nearestName } from './nearest-name.js';

const KNOWN = ['port', 'host', 'retentionDays', 'otlp.httpPort', 'otlp.maxBodyBytes'];

describe('nearestName', () => {
  it.each([
    ['prot', 'port'],
    ['PORT', 'port'],
    ['hosts', 'host'],
    ['retention', 'retentionDays'],
    ['otlp.port', 'otlp.httpPort'],
    ['OTLP_MAX_BYTES', 'otlp.maxBodyBytes'],
  ])('takes %s for %s', (name, meant) => expect(nearestName(name, KNOWN)).toBe(meant));

  it('stays silent when nothing is near', () => expect(nearestName('webhookSecret', KNOWN)).toBeNull());
  it('stays silent when nothing is known', () => expect(nearestName('port', [])).toBeNull());
});
