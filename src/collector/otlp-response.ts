import { ByteBuffer } from '../storage/native/byte-buffer.js';
import type { DecodeResult } from './decode-result.js';
import { WIRE_BYTES, WIRE_VARINT } from './protobuf-reader.js';

/** How a request was encoded, and so how its answer is. */
export type Encoding = 'protobuf' | 'json';

export const CONTENT_TYPE: Readonly<Record<Encoding, string>> = {
  protobuf: 'application/x-protobuf',
  json: 'application/json',
};

/** ExportTraceServiceResponse: empty for full success, else a partial success, which clients must not retry. */
export function exportResponse(encoding: Encoding, result: DecodeResult): Buffer {
  if (encoding === 'json') {
    const partialSuccess = { rejectedSpans: String(result.rejected), errorMessage: result.reason };
    return Buffer.from(JSON.stringify(result.rejected === 0 ? {} : { partialSuccess }));
  }
  const out = new ByteBuffer(64);
  if (result.rejected > 0) {
    const partial = new ByteBuffer(64);
    partial.varint(8 + WIRE_VARINT);
    partial.varint(result.rejected);
    textField(partial, 2, result.reason);
    out.varint(8 + WIRE_BYTES);
    out.varint(partial.length);
    out.append(partial.bytes, 0, partial.length);
  }
  return out.bytes.subarray(0, out.length);
}

/** google.rpc.Status, as OTLP/HTTP asks for with every failure. */
export function statusResponse(encoding: Encoding, code: number, message: string): Buffer {
  if (encoding === 'json') return Buffer.from(JSON.stringify({ code, message }));
  const out = new ByteBuffer(64 + message.length);
  out.varint(8 + WIRE_VARINT);
  out.varint(code);
  textField(out, 2, message);
  return out.bytes.subarray(0, out.length);
}

function textField(out: ByteBuffer, field: number, text: string): void {
  out.varint(field * 8 + WIRE_BYTES);
  out.text(text);
}
