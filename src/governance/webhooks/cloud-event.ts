/** An event of the outbox. */
export interface StoredEvent {
  id: string;
  type: string;
  subject: string;
  at: Date;
  /** JSON of the data. */
  data: string;
}

/** The media type of a CloudEvent in structured mode. */
export const CLOUD_EVENT_TYPE = 'application/cloudevents+json; charset=utf-8';

/** CloudEvents 1.0, JSON event format, structured mode. The same event has the same text each time it is sent. */
export function cloudEventText({ id, type, subject, at, data }: StoredEvent): string {
  return JSON.stringify({
    specversion: '1.0',
    id,
    source: `/api/v1/contracts/${encodeURIComponent(subject)}`,
    type: `io.plumbline.${type}`,
    subject,
    time: at.toISOString(),
    datacontenttype: 'application/json',
    data: JSON.parse(data) as unknown,
  });
}
