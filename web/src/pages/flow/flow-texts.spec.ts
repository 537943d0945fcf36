import { contractText } from './contract-text.js';
import { evidenceText } from './evidence-text.js';

describe('contractText', () => {
  it.each([
    [{ subject: 'orders.created', version: '4', schemaId: '17' }, 'orders.created v4 (id 17)'],
    [{ subject: 'orders.created', version: '4', schemaId: null }, 'orders.created v4'],
    [{ subject: null, version: null, schemaId: '17' }, 'schema id 17'],
    [{ subject: null, version: '4', schemaId: null }, 'unnamed subject v4'],
    [{ subject: null, version: null, schemaId: null }, 'unknown'],
  ])('says %j as %s', (version, text) => expect(contractText(version)).toBe(text));
});

describe('evidenceText', () => {
  it('says where nothing joined an attempt', () => expect(evidenceText(null)).toBe('not joined to a publication'));
  it('names the fact', () => expect(evidenceText('offset')).toBe('joined by partition and offset'));
});
