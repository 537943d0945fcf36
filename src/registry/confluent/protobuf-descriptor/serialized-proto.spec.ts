import { canonicalProto } from '../../schemas/canonical-proto.js';
import { serializedProto, textOfProto } from './serialized-proto.js';

/** The text that comes back from the descriptor of a text. */
const thereAndBack = (text: string, references: { name: string; text: string }[] = []) =>
  textOfProto(serializedProto({ text, references })!);

it.each([
  [
    'proto3',
    `syntax = "proto3";
package shop.orders;
import "google/protobuf/timestamp.proto";
import "money.proto";
option java_package = "com.shop";
message Order {
  option deprecated = true;
  reserved 9, 100 to 200;
  reserved "gone";
  message Line {
    string sku = 1;
    uint32 count = 2 [json_name = "n"];
  }
  enum State {
    option allow_alias = true;
    NONE = 0;
    PAID = 1 [deprecated = true];
    SETTLED = 1;
    reserved 5 to max;
  }
  string id = 1;
  optional int64 placed_at_ms = 2;
  repeated .shop.orders.Order.Line lines = 3;
  map<string, .shop.Money> prices = 4;
  .google.protobuf.Timestamp at = 5;
  .shop.orders.Order.State state = 8;
  repeated int32 numbers = 10 [packed = false];
  oneof payment {
    string card = 6;
    bytes token = 7;
  }
}
service Orders {
  rpc Watch(.shop.orders.Order) returns (stream .shop.orders.Order);
}
`,
  ],
  [
    'proto2',
    `syntax = "proto2";
message Old {
  extensions 100 to max;
  required string id = 1;
  optional int32 count = 2 [default = -3];
  optional string name = 3 [default = "a \\"b\\""];
  repeated group Part = 4 {
    optional string key = 5;
  }
}
extend .Old {
  optional string extra = 100;
}
`,
  ],
  [
    "Confluent's tags",
    `syntax = "proto3";
package shop;
import "confluent/meta.proto";
option (confluent.file_meta) = { doc: "all of it" };
message Order {
  option (confluent.message_meta) = { doc: "an \\"order\\"", tags: ["EVENT"] };
  enum State {
    option (confluent.enum_meta) = { tags: ["STATE"] };
    NONE = 0 [(confluent.enum_value_meta) = { doc: "none yet" }];
  }
  string email = 1 [deprecated = true, (confluent.field_meta) = { params: [{ key: "a", value: "1" }, { key: "b", value: "2" }], tags: ["PII", "CONTACT"] }];
}
`,
  ],
  [
    'an edition',
    `edition = "2023";
option features.field_presence = IMPLICIT;
message New {
  string id = 1 [features.field_presence = LEGACY_REQUIRED];
}
`,
  ],
])('tells a file of %s by its descriptor, and the file by that', (_, text) => {
  const money = { name: 'money.proto', text: 'syntax = "proto3"; package shop; message Money { int64 cents = 1; }' };
  expect(canonicalProto(thereAndBack(text, [money]))).toBe(canonicalProto(text));
});

it.each(['', 'message A {}', 'AAAA', 'not base64!', 'c29tZSB0ZXh0'])('leaves %j as it is', (text) => {
  expect(textOfProto(text)).toBe(text);
});

it('has no descriptor of a file that cannot be read', () => {
  expect(serializedProto({ text: 'message {' })).toBeNull();
  expect(serializedProto({ text: 'syntax = "proto3"; import "none.proto"; message A {}' })).toBeNull();
});

it('reads tags that are written in parts', () => {
  const parts =
    '(confluent.field_meta).doc = "d", (confluent.field_meta).tags = "A", (confluent.field_meta).tags = "B"';
  const file = (options: string) =>
    `syntax = "proto3";\nimport "confluent/meta.proto";\nmessage M { string a = 1 [${options}]; }`;
  expect(canonicalProto(thereAndBack(file(parts), []))).toBe(
    canonicalProto(file('(confluent.field_meta) = { doc: "d", tags: ["A", "B"] }')),
  );
});
