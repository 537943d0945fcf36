/** What became of one request's spans. */
export interface DecodeResult {
  accepted: number;
  rejected: number;
  /** Why spans were rejected: the first reason; '' if none was. */
  reason: string;
}

/** Identity and arrival of the request whose spans are decoded. */
export interface RequestStamp {
  /** The 64-bit hash of its body, little-endian. */
  key: Uint8Array;
  receivedAtMs: number;
}
