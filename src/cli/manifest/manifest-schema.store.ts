import { readFileSync } from 'node:fs';

/** The JSON Schema of `plumbline.contracts.yaml`; the bundle carries it inside. */
export const readManifestSchema = (): object =>
  JSON.parse(
    readFileSync(new URL('../../../schemas/contracts-manifest.schema.json', import.meta.url), 'utf8'),
  ) as object;
