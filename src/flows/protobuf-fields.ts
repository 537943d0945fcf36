/** One field of a protobuf message as it stands on the wire. */
export type ProtobufField =
  | { number: number; wire: 'varint' | 'fixed64' | 'fixed32'; value: bigint }
  | { number: number; wire: 'bytes'; value: Uint8Array };

/**
 * Reads the fields of a protobuf message in order (protobuf encoding guide: tags, varints, fixed and length-delimited
 * values; groups are not used by OTLP). Throws a RangeError where the bytes end early or are no protobuf.
 */
export function* readFields(bytes: Uint8Array): Generator<ProtobufField> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = view.getUint8(at++);
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asUintN(64, value);
    }
    throw new RangeError(`A varint before byte ${at} is longer than 10 bytes.`);
  };
  while (at < bytes.length) {
    const tag = Number(varint() & 0xffffffffn);
    const number = tag >>> 3;
    const wireType = tag & 7;
    if (wireType === 0) yield { number, wire: 'varint', value: varint() };
    else if (wireType === 1) {
      yield { number, wire: 'fixed64', value: view.getBigUint64(at, true) };
      at += 8;
    } else if (wireType === 5) {
      yield { number, wire: 'fixed32', value: BigInt(view.getUint32(at, true)) };
      at += 4;
    } else if (wireType === 2) {
      const length = Number(varint());
      if (length > bytes.length - at) throw new RangeError(`Field ${number} at byte ${at} reaches past the end.`);
      yield { number, wire: 'bytes', value: bytes.subarray(at, at + length) };
      at += length;
    } else throw new RangeError(`Wire type ${wireType} at byte ${at} is not one that OTLP uses.`);
  }
}
