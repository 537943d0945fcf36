import type { Level } from '../../src/contracts/level.js';
import type { Format } from '../../src/contracts/source.js';

/** A change of a contract as somebody makes it, and what it is checked against. */
export interface Change {
  subject: string;
  file: string;
  format: Format;
  level: Level;
  /** Oldest first. */
  versions: string[];
  candidate: string;
}

const ORDER = `{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "title": "An order was placed",
  "type": "object",
  "properties": {
    "orderId": { "type": "string", "minLength": 1 },
    "customerId": { "type": "string" },
    "totalCents": { "type": "integer", "minimum": 0 },
    "currency": { "enum": ["EUR", "USD", "SEK"] },
    "note": { "type": "string", "maxLength": 500 }
  },
  "required": ["orderId", "totalCents", "currency"],
  "additionalProperties": false
}
`;

/** As most are written: what is not named may be there as well. */
const OPEN = ORDER.replace(',\n  "additionalProperties": false', '');

const PAYMENT = `{
  "type": "record",
  "name": "PaymentCaptured",
  "namespace": "shop.payments",
  "fields": [
    { "name": "paymentId", "type": "string" },
    { "name": "amountCents", "type": "long" },
    { "name": "capturedBy", "type": ["string", "long"] }
  ]
}
`;

const PARCEL = `syntax = "proto3";

package shop.shipping;

// A parcel left the warehouse.
message ParcelShipped {
  string parcel_id = 1;
  string carrier = 2;
  int64 weight_grams = 3;
  repeated string order_ids = 4;
}
`;

/** A product as YAML; the newer versions ask for more. */
const product = (more: string): string => `# What the shop sells.
type: object
properties:
  sku: { type: string }
  title:
    type: string
${more}required: [sku]
`;

const order = (more: Partial<Change>): Change => ({
  subject: 'orders.created',
  file: 'contracts/orders.created.json',
  format: 'JSON',
  level: 'BACKWARD',
  versions: [ORDER],
  candidate: ORDER,
  ...more,
});

const payment = (candidate: string): Change => ({
  subject: 'payments.captured-value',
  file: 'contracts/payments.captured.avsc',
  format: 'AVRO',
  level: 'FULL',
  versions: [PAYMENT],
  candidate,
});

/** Thirteen changes that teams make every day, by the name of their transcript. */
export const CHANGES: Readonly<Record<string, Change>> = {
  'required-field-added': order({
    candidate: ORDER.replace('"totalCents", "currency"]', '"totalCents", "currency", "placedAt"]').replace(
      '    "note"',
      '    "placedAt": { "type": "string", "format": "date-time" },\n    "note"',
    ),
  }),
  'optional-property-added': order({
    versions: [OPEN],
    candidate: OPEN.replace('    "note"', '    "coupon": { "type": "string" },\n    "note"'),
  }),
  'type-changed': order({
    candidate: ORDER.replace('"type": "integer", "minimum": 0', '"type": "string", "pattern": "^[0-9]+$"'),
  }),
  'enum-value-removed': order({ candidate: ORDER.replace('"EUR", "USD", "SEK"', '"EUR", "USD"') }),
  'field-removed': order({
    level: 'FULL',
    candidate: ORDER.replace('    "customerId": { "type": "string" },\n', ''),
  }),
  'new-contract': order({ versions: [] }),
  unchanged: order({}),
  'not-proved': order({
    versions: [ORDER.replace('"minLength": 1', '"pattern": "^(\\\\d+)-\\\\1$"')],
    candidate: ORDER.replace('"minLength": 1', '"pattern": "^(\\\\d+)-\\\\1-?$"'),
  }),
  'invalid-schema': order({
    candidate: ORDER.replace('"orderId": { "type": "string"', '"orderId": { "type": "text"'),
  }),
  'avro-field-without-default': payment(
    PAYMENT.replace(
      '"type": "long" },',
      '"type": "long" },\n    { "name": "currency", "type": { "type": "enum", "name": "Currency", "symbols": ["EUR", "USD"] } },',
    ),
  ),
  'avro-union-and-promotion': payment(
    PAYMENT.replace('"type": "long" }', '"type": "double" }').replace('["string", "long"]', '["string"]'),
  ),
  'protobuf-number-reused': {
    subject: 'parcels.shipped-value',
    file: 'contracts/parcels.shipped.proto',
    format: 'PROTOBUF',
    level: 'BACKWARD',
    versions: [PARCEL],
    candidate: PARCEL.replace('int64 weight_grams = 3', 'string tracking_url = 3'),
  },
  'transitive-break-at-version-3': {
    subject: 'products.listed',
    file: 'contracts/products.listed.yaml',
    format: 'JSON',
    level: 'BACKWARD_TRANSITIVE',
    versions: [
      product(''),
      product(''),
      product('  priceCents: { type: [integer, string] }\nadditionalProperties: false\n'),
      product('  priceCents: { type: integer }\nadditionalProperties: false\n'),
      product('  priceCents: { type: integer, minimum: 0 }\nadditionalProperties: false\n'),
    ].map((text, index) =>
      index < 2 ? text.replace('required: [sku]', 'required: [sku]\nadditionalProperties: false') : text,
    ),
    candidate: product('  priceCents: { type: integer }\nadditionalProperties: false\n'),
  },
};
