import { readFile } from 'node:fs/promises';

const SUBJECT = 'orders.created-value';
const VERSIONS = ['orders.created.v1.json', 'orders.created.v2.json'];

/** Registers two versions of the orders' contract over the registry's API; answers a line for each. */
export async function registerContracts(url) {
  const lines = [];
  for (const file of VERSIONS) {
    const schema = await readFile(new URL(`../../schemas/contracts/${file}`, import.meta.url), 'utf8');
    const response = await fetch(`${url}/subjects/${SUBJECT}/versions`, {
      method: 'POST',
      headers: { 'content-type': 'application/vnd.schemaregistry.v1+json' },
      body: JSON.stringify({ schemaType: 'JSON', schema }),
    });
    const answer = await response.json();
    // A contract of that name that is not the demo's stays as it is.
    lines.push(
      response.ok
        ? `Registered schemas/contracts/${file} under ${SUBJECT}, schema id ${answer.id}.`
        : `Left ${SUBJECT} as it is: ${answer.message}`,
    );
  }
  return [...lines, `  ${url}/contracts/${SUBJECT}\n`];
}
