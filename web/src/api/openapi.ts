// Made by `npm run openapi` from the server's OpenAPI document.
export interface paths {
  '/livez': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Is the process alive? Says nothing of its stores. */
    get: operations['ObservabilityController_livez'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/readyz': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Can it work? Names each check, and the reason where one fails. */
    get: operations['ObservabilityController_readyz'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/flows': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Search flows, newest first */
    get: operations['searchFlows'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/flows/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One flow, whole */
    get: operations['getFlow'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/alerts': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Alerts, those that fire first, then newest first */
    get: operations['AlertsController_list'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/alerts/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One alert */
    get: operations['AlertsController_find'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/contracts': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['ContractsController_list'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/contracts/{subject}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['ContractsController_one'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/exchange/archive': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The whole registry as one archive */
    get: operations['ArchiveController_export'];
    put?: never;
    /** Imports an archive; ids and version numbers stay what they are */
    post: operations['ArchiveController_import'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/exchange/asyncapi': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** An AsyncAPI 3 document of the latest versions of subjects */
    get: operations['AsyncApiController_export'];
    put?: never;
    /** Registers the schemas of the messages of an AsyncAPI 3 document */
    post: operations['AsyncApiController_import'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/exchange/odcs/{subject}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** A contract as an Open Data Contract Standard document */
    get: operations['OdcsController_export'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/exchange/imports': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The imports of this process */
    get: operations['RemoteImportsController_list'];
    put?: never;
    /** Imports from another registry that speaks Confluent’s API, in the background */
    post: operations['RemoteImportsController_start'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/exchange/imports/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** How far an import is */
    get: operations['RemoteImportsController_one'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/exchange/imports/{id}/cancel': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Ends an import; what was imported stays */
    post: operations['RemoteImportsController_cancel'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    Alert: {
      id: string;
      /** @description Hash of kind and labels: the same trouble later is the same fingerprint. */
      fingerprint: string;
      /** @enum {unknown} */
      kind: 'dead-letter-arrival' | 'retry-storm' | 'consumer-lag';
      /** @enum {unknown} */
      severity: 'warning' | 'critical';
      state: components['schemas']['AlertState'];
      labels: {
        [key: string]: string;
      };
      summary: string;
      description: string;
      values: {
        [key: string]: number | null;
      };
      exampleFlows: string[];
      /**
       * Format: date-time
       * @description First seen.
       */
      startedAt: string;
      /** @description When it began to fire; null while pending. */
      firingAt: string | null;
      /** @description Null while it lasts. */
      resolvedAt: string | null;
      /**
       * Format: date-time
       * @description Last time a detector saw it.
       */
      lastSeenAt: string;
    };
    AlertList: {
      /** @description Firing first, within a state the critical ones, then newest first. */
      alerts: components['schemas']['Alert'][];
    };
    /** @enum {unknown} */
    AlertState: 'pending' | 'firing' | 'resolved';
    AsyncApiImportResult: {
      dryRun: boolean;
      messages: components['schemas']['AsyncApiMessageResult'][];
    };
    AsyncApiMessageResult: {
      /** @description The message in the document, as a JSON pointer; `#key` after it means its key. */
      where: string;
      subject: string | null;
      /**
       * @description accepted: a dry run found nothing against it.
       * @enum {string}
       */
      outcome: 'registered' | 'accepted' | 'alreadyThere' | 'refused';
      id: number | null;
      version: number | null;
      /** @description Why it is refused. */
      reasons: string[];
    };
    Attempt: {
      /** @description 1 for the first attempt seen of this delivery. */
      number: number;
      service: string;
      traceId: string;
      spanId: string;
      /** @description Unix time in milliseconds, with fractions. */
      startUnixMs: number;
      endUnixMs: number;
      durationMs: number;
      /** @enum {unknown} */
      outcome: 'processed' | 'failed';
      /** @description Null where the attempt did not fail. */
      error: components['schemas']['SpanError'] | null;
      /** @description What tied this attempt to the publication; null where no publication was seen. */
      evidence: components['schemas']['Evidence'] | null;
      /** @description Attempt start (receive end for a pull) minus publication end; null if unknown. */
      brokerTimeMs: number | null;
      /** @description True where the clocks of the two hosts disagreed and were shifted. */
      brokerTimeAdjusted: boolean;
    };
    Contract: {
      subject: string;
      format: string;
      level: string;
      /** @description Newest first. */
      versions: {
        version: number;
        /** @description Global schema id. */
        id: number;
        /** @description The text as it was registered. */
        schema: string;
        /** Format: date-time */
        registeredAt: string;
      }[];
    };
    ContractPage: {
      /** @description In the order of their names. */
      contracts: components['schemas']['ContractSummary'][];
      /** @description Pass as `cursor` for the next page; null at the end. */
      nextCursor: string | null;
    };
    ContractSummary: {
      subject: string;
      /** @description JSON, AVRO or PROTOBUF. */
      format: string;
      /** @description The compatibility level in force: the subject’s own, else the global one. */
      level: string;
      versionCount: number;
      latestVersion: number;
      /**
       * Format: date-time
       * @description When the latest version was registered.
       */
      updatedAt: string;
    };
    ContractVersion: {
      /** @description Subject of the schema the event was written with. */
      subject: string | null;
      /** @description Its version, as the span says it. */
      version: string | null;
      /** @description Its global schema id, as the span says it. */
      schemaId: string | null;
    };
    Delivery: {
      /** @description The group; where the spans name none, the queue or the service. A service that took the message in several groups without naming them is numbered: "payment (2)". */
      consumerGroup: string;
      /**
       * @description Where the name was found.
       * @enum {unknown}
       */
      consumerGroupFrom: 'span' | 'queue' | 'service';
      services: string[];
      outcome: components['schemas']['Outcome'];
      attempts: components['schemas']['Attempt'][];
      /** @description Attempts known to have happened: spans are a lower bound, the broker’s own count may be higher. */
      attemptsAtLeast: number;
      /** @description Of the first attempt. */
      brokerTimeMs: number | null;
      brokerTimeAdjusted: boolean;
      /** @description Where the message was moved after its attempts failed: the topic, or the queue where a span names one. */
      deadLetter: {
        destination: string;
        /** @description Id of the dead-lettered copy among the messages of this flow, where it has its own. */
        message: string | null;
      } | null;
    };
    /**
     * @description parent: the attempt descends from the publishing span. link: it links to it. message-id: both name the same message id on the same destination. offset: both name the same destination, partition and offset.
     * @enum {unknown}
     */
    Evidence: 'parent' | 'link' | 'message-id' | 'offset';
    Flow: {
      /** @description The correlation ID; the trace ID in hex where the flow has none. */
      id: string;
      /** @description Null where no span names one. */
      correlationId: string | null;
      traceIds: string[];
      startUnixMs: number;
      endUnixMs: number;
      durationMs: number;
      /** @description Null for a trace without one messaging span. */
      outcome: components['schemas']['Outcome'] | null;
      services: string[];
      contractVersions: components['schemas']['ContractVersion'][];
      messages: components['schemas']['Message'][];
      spans: components['schemas']['RawSpan'][];
      /** @description True where the flow holds more spans than one answer shows. */
      truncated: boolean;
    };
    FlowPage: {
      /** @description Newest first. */
      flows: components['schemas']['FlowSummary'][];
      /** @description Pass as `cursor` for the next page; null at the end. */
      nextCursor: string | null;
    };
    FlowSummary: {
      id: string;
      /** @description Null where no span names one. */
      correlationId: string | null;
      startUnixMs: number;
      endUnixMs: number;
      durationMs: number;
      /** @description Null for a trace without one messaging span. */
      outcome: components['schemas']['Outcome'] | null;
      services: string[];
      /** @description Topics and exchanges, each followed by the queues it led to. */
      destinations: string[];
      messageCount: number;
      attemptCount: number;
    };
    ImportReport: {
      /** @description Nothing was written; `added` is what would have been. */
      dryRun: boolean;
      parts: {
        name: string;
        rows: number;
        /** @description Rows of which something was new. */
        added: number;
        alreadyThere: number;
        /** @description Left out: by `without`, or an audit trail where there is another one. */
        skipped: number;
      }[];
      /** @description With one clash, nothing is imported. */
      clashCount: number;
      /** @description The first of them. */
      clashes: string[];
    };
    Message: {
      /** @description Names this message within its flow. */
      id: string;
      /** @description The id the application or broker gave it. */
      messageId: string | null;
      /** @description Its own, or inherited from what caused it. */
      correlationId: string | null;
      system: string;
      destination: string;
      /** @description Null where no span says. */
      partition: string | null;
      /** @description In decimal; null where no span says. */
      offset: string | null;
      /** @description It was sent to a dead-letter destination. */
      isDeadLetter: boolean;
      /** @description Id of the message whose attempt published this one. */
      causedBy: string | null;
      /** @description The contract version the spans name; null where they name none. */
      contract: components['schemas']['ContractVersion'] | null;
      /** @description Null where the producer’s span was not seen. */
      publication: components['schemas']['Publication'] | null;
      deliveries: components['schemas']['Delivery'][];
      outcome: components['schemas']['Outcome'];
    };
    /**
     * @description processed: every group that took it succeeded. failed: the last attempt failed and nothing followed yet. dead-lettered: moved aside after its attempts failed. pending: published, and no attempt seen yet.
     * @enum {unknown}
     */
    Outcome: 'dead-lettered' | 'failed' | 'pending' | 'processed';
    Publication: {
      service: string;
      traceId: string;
      spanId: string;
      startUnixMs: number;
      endUnixMs: number;
      durationMs: number;
      /** @description Null where the publication did not fail. */
      error: components['schemas']['SpanError'] | null;
    };
    /** @description OTLP JSON Span, plus its `resource` and `scope`. */
    RawSpan: {
      traceId: string;
      spanId: string;
      name: string;
      kind: number;
      startTimeUnixNano: string;
      endTimeUnixNano: string;
    } & {
      [key: string]: unknown;
    };
    Readiness: {
      /** @enum {unknown} */
      status: 'ready' | 'not-ready';
      /** @description In the order in which they were registered. */
      checks: {
        name: string;
        /** @enum {unknown} */
        status: 'pass' | 'fail';
        /** @description Why it failed; null when it passed. */
        reason: string | null;
      }[];
    };
    RemoteImport: {
      id: string;
      url: string;
      contexts: string[] | null;
      subjectPrefix: string;
      /**
       * @description Done means to its end; there may be errors. Ask again for one that failed: it passes over what is there.
       * @enum {string}
       */
      state: 'running' | 'done' | 'failed' | 'cancelled';
      /** Format: date-time */
      startedAt: string;
      endedAt: string | null;
      currentSubject: string | null;
      counts: {
        /** @description Gone through so far; how many there are the other registry does not tell. */
        subjects: number;
        versionsImported: number;
        versionsAlreadyThere: number;
        versionsFailed: number;
        /** @description Configurations and modes. */
        settingsImported: number;
      };
      errorCount: number;
      /** @description The first 100: what did not come, and why. */
      errors: {
        what: string;
        message: string;
      }[];
      failure: string | null;
    };
    RemoteImportList: {
      /** @description Newest first; those of this process alone. */
      imports: components['schemas']['RemoteImport'][];
    };
    RemoteImportRequest: {
      /** @description Where the registry answers, such as https://registry.example:8081. No credentials. */
      url: string;
      auth?:
        | {
            username: string;
            password: string;
          }
        | {
            token: string;
          };
      /** @description Only these, such as `.` and `.eu`; all of them where it is left out. */
      contexts?: string[];
      /** @description Only subjects whose name, without its context, begins so. */
      subjectPrefix?: string;
    };
    SpanError: {
      /** @description error.type or exception.type, where the span has one. */
      type: string | null;
      /** @description The status message or exception.message. */
      message: string | null;
    };
  };
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  ObservabilityController_livez: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @enum {string} */
            status?: 'live';
          };
        };
      };
    };
  };
  ObservabilityController_readyz: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Readiness'];
        };
      };
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Readiness'];
        };
      };
    };
  };
  searchFlows: {
    parameters: {
      query?: {
        /** @description The nextCursor of the page before. */
        cursor?: string;
        limit?: number;
        /** @description A correlation, trace or message ID, matched exactly. Without "from" and "to", at any time. */
        q?: string;
        outcome?: 'dead-lettered' | 'failed' | 'pending' | 'processed';
        /** @description A topic, queue or exchange. */
        destination?: string;
        /** @description A service that takes part. */
        service?: string;
        /** @description ISO-8601, or Unix milliseconds. Default: now. */
        to?: string;
        /** @description ISO-8601, or Unix milliseconds. Default: an hour before "to". */
        from?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The work of one answer is bounded: it may hold fewer flows than asked for and still have a next page, and a few more where one batch belongs to several. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['FlowPage'];
        };
      };
      /** @description A parameter is wrong; the message names each, its value and what is allowed. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  getFlow: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A trace ID (32 hex digits), else a correlation ID, else a message ID; percent-encoded. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Flow'];
        };
      };
      /** @description Nothing is stored under this ID; the message says what to check. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  AlertsController_list: {
    parameters: {
      query?: {
        /** @description 1 to 1000, 100 by default. */
        limit?: unknown;
        /** @description firing, pending, resolved, or several with commas; all by default. */
        state?: unknown;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AlertList'];
        };
      };
      /** @description A parameter has no allowed value. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  AlertsController_find: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Alert'];
        };
      };
      /** @description No alert has this id. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  ContractsController_list: {
    parameters: {
      query?: {
        /** @description The `nextCursor` of the page before. */
        cursor?: unknown;
        /** @description 1 to 500, 50 by default. */
        limit?: unknown;
        /** @description Only subjects with a word that begins with this, in any case. */
        q?: unknown;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ContractPage'];
        };
      };
    };
  };
  ContractsController_one: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        subject: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Contract'];
        };
      };
    };
  };
  ArchiveController_export: {
    parameters: {
      query?: {
        /** @description Parts to leave out, such as `audit`; several with commas. */
        without?: unknown;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description gzip over NDJSON; the last line is the manifest. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/gzip': string;
        };
      };
    };
  };
  ArchiveController_import: {
    parameters: {
      query?: {
        /** @description Parts to leave out, such as `audit`; several with commas. */
        without?: unknown;
        /** @description true: only tells what an import would do. */
        dryRun?: unknown;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/gzip': string;
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ImportReport'];
        };
      };
      /** @description It clashes with what is there, and nothing was imported; or another import is under way. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description It is damaged or no archive; nothing was imported. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  AsyncApiController_export: {
    parameters: {
      query?: {
        /** @description The context of the subjects; `.` by default. */
        context?: unknown;
        /** @description Only subjects whose name begins so. */
        prefix?: unknown;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': Record<string, never>;
        };
      };
      /** @description There are more than 2000 such subjects, or a parameter is wrong. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  AsyncApiController_import: {
    parameters: {
      query?: {
        /** @description true: only tells what would be done. */
        dryRun?: unknown;
        /** @description The context of the subjects; `.` by default. */
        context?: unknown;
        /** @description How subjects are named; topic by default. */
        naming?: 'topic' | 'record' | 'topic-record';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description The document, as JSON or YAML. */
    requestBody: {
      content: {
        'application/json': Record<string, never>;
        'application/yaml': Record<string, never>;
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AsyncApiImportResult'];
        };
      };
      /** @description A parameter has not its form. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The body is no AsyncAPI 3 document. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  OdcsController_export: {
    parameters: {
      query?: {
        /** @description A number or latest, which is the default. */
        version?: unknown;
      };
      header?: never;
      path: {
        subject: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': Record<string, never>;
        };
      };
      /** @description There is no such contract or version. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Its schema cannot be read. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  RemoteImportsController_list: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RemoteImportList'];
        };
      };
    };
  };
  RemoteImportsController_start: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RemoteImportRequest'];
      };
    };
    responses: {
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RemoteImport'];
        };
      };
      /** @description The body has not its form, or the address is none. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Another import is running. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  RemoteImportsController_one: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RemoteImport'];
        };
      };
      /** @description There is no such import; a restart forgets them. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  RemoteImportsController_cancel: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RemoteImport'];
        };
      };
      /** @description There is no such import. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
}
