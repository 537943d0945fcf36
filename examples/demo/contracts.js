const SUBJECT = 'orders.created-value';
const VERSION_1 = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'OrderCreated',
  description: 'Simulated by npm run demo.',
  type: 'object',
  properties: { id: { type: 'string' }, amount: { type: 'number', minimum: 0 } },
  required: ['id'],
  additionalProperties: false,
};
const VERSION_2 = { ...VERSION_1, properties: { ...VERSION_1.properties, giftNote: { type: 'string' } } };

/** Registers two versions of the orders' contract over the registry's API; answers a line for each. */
export async function registerContracts(url) {
  const lines = [];
  for (const schema of [VERSION_1, VERSION_2]) {
    const response = await fetch(`${url}/subjects/${SUBJECT}/versions`, {
      method: 'POST',
      headers: { 'content-type': 'application/vnd.schemaregistry.v1+json' },
      body: JSON.stringify({ schemaType: 'JSON', schema: JSON.stringify(schema) }),
    });
    const answer = await response.json();
    // A contract of the same name that is not the demo's stays as it is.
    lines.push(
      response.ok
        ? `Registered ${SUBJECT}, schema id ${answer.id}: ${url}/contracts/${SUBJECT}`
        : `Left ${SUBJECT} as it is: ${answer.message}`,
    );
  }
  return lines;
}
