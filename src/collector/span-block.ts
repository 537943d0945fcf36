import { ByteBuffer } from '../storage/native/byte-buffer.js';
import { ByteDictionary } from '../storage/native/byte-dictionary.js';
import { ByteKeyColumn, ByteKeyMapColumn } from '../storage/native/byte-key-columns.js';
import {
  ArrayColumn,
  type Column,
  DictionaryColumn,
  FixedColumn,
  StringColumn,
  writeBlock,
} from '../storage/native/columns.js';

/**
 * The open block: columns of table `spans`, filled by the decoder request by request and closed by the spool at each
 * group commit. Names and types are those of `storage/tables.ts`.
 */
export class SpanBlock {
  rows = 0;
  private markedRows = 0;

  readonly request = new FixedColumn('request', 'UInt64');
  readonly row = new FixedColumn('row', 'UInt32');
  readonly receivedAt = new FixedColumn('received_at', "DateTime64(3, 'UTC')");
  readonly traceId = new FixedColumn('trace_id', 'FixedString(16)');
  readonly spanId = new FixedColumn('span_id', 'FixedString(8)');
  readonly parentSpanId = new FixedColumn('parent_span_id', 'FixedString(8)');
  readonly flags = new FixedColumn('flags', 'UInt32');
  readonly kind = new FixedColumn('kind', 'UInt8');
  readonly name: ByteKeyColumn;
  readonly startedAt = new FixedColumn('started_at', "DateTime64(9, 'UTC')");
  readonly endedAt = new FixedColumn('ended_at', "DateTime64(9, 'UTC')");
  readonly statusCode = new FixedColumn('status_code', 'UInt8');
  readonly statusMessage = new StringColumn('status_message');
  readonly service = new DictionaryColumn('service');
  readonly resource = new DictionaryColumn('resource');
  readonly scope = new DictionaryColumn('scope');
  readonly attributes: ByteKeyMapColumn;
  readonly attributeTypes = new ArrayColumn('attribute_types', 'UInt8');
  readonly rest = new StringColumn('rest');
  readonly linkTraceIds = new ArrayColumn('link_trace_ids', 'FixedString(16)');
  readonly linkSpanIds = new ArrayColumn('link_span_ids', 'FixedString(8)');
  readonly linkMessageIds = new ArrayColumn('link_message_ids', 'String');
  readonly correlationId = new StringColumn('correlation_id');
  readonly role = new DictionaryColumn('role');
  readonly system = new DictionaryColumn('system');
  readonly destination = new DictionaryColumn('destination');
  readonly consumerGroup = new DictionaryColumn('consumer_group');
  readonly partition = new DictionaryColumn('partition');
  readonly offset = new StringColumn('offset');
  readonly messageId = new StringColumn('message_id');
  readonly contextTraceId = new FixedColumn('context_trace_id', 'FixedString(16)');
  readonly contextSpanId = new FixedColumn('context_span_id', 'FixedString(8)');
  readonly contractSubject = new DictionaryColumn('contract_subject');
  readonly contractVersion = new DictionaryColumn('contract_version');
  readonly contractSchemaId = new DictionaryColumn('contract_schema_id');
  readonly errorType = new DictionaryColumn('error_type');
  readonly deliveryAttempt = new FixedColumn('delivery_attempt', 'UInt32');
  readonly batchSize = new FixedColumn('batch_size', 'UInt32');
  private readonly columns: readonly Column[];
  private readonly out = new ByteBuffer();

  constructor(
    private readonly names: ByteDictionary,
    private readonly attributeKeys: ByteDictionary,
  ) {
    this.name = new ByteKeyColumn('name', names);
    this.attributes = new ByteKeyMapColumn('attributes', attributeKeys);
    this.columns = Object.values(this).filter((member): member is Column => isColumn(member));
  }

  /** Remembers this point: a malformed request is taken back to it by `rollback`. */
  mark(): void {
    this.markedRows = this.rows;
    for (const column of this.columns) column.mark();
  }

  rollback(): void {
    this.rows = this.markedRows;
    for (const column of this.columns) column.rollback();
  }

  /** Bytes the block holds now, about. */
  sizeBytes(): number {
    let bytes = 0;
    for (const column of this.columns) bytes += column.sizeBytes();
    return bytes;
  }

  /** The block in Native format, valid until the next call; the columns are empty afterwards. */
  take(): Buffer {
    const block = writeBlock(this.columns, this.rows, this.out);
    this.rows = 0;
    for (const column of this.columns) column.reset();
    this.names.forgetIfLarge();
    this.attributeKeys.forgetIfLarge();
    return block;
  }
}

function isColumn(member: unknown): member is Column {
  return typeof member === 'object' && member !== null && 'write' in member && 'rollback' in member;
}
