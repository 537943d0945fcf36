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
  '/api/v1/contracts/{subject}/profile': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Owner, lifecycle and all else that people say of a contract */
    get: operations['ProfileController_get'];
    /** Puts a profile in the place of the one there is; also before the first version */
    put: operations['ProfileController_put'];
    post?: never;
    /** Takes back all that was said of a contract */
    delete: operations['ProfileController_delete'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/profiles': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The profiles there are, by who answers for them */
    get: operations['ProfileController_list'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/contracts/{subject}/samples': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The sample events of a contract */
    get: operations['SamplesController_list'];
    put?: never;
    /** Keeps an event that its version takes */
    post: operations['SamplesController_add'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/contracts/{subject}/samples/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Deletes a sample event */
    delete: operations['SamplesController_delete'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/contracts/{subject}/compatibility': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** How strictly new versions of a contract are compared */
    get: operations['CompatibilitySettingsController_get'];
    /** Sets the level, policy and group of a contract; also before its first version */
    put: operations['CompatibilitySettingsController_put'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/contracts/{subject}/lint': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What is worth mending in a version, by the settings of the contract’s profile */
    get: operations['ContractToolsController_lint'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/contracts/{subject}/diff': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What changed between two versions, and what each change does to consumers */
    get: operations['ContractToolsController_diff'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/contracts/{subject}/translate': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Carries events from one version to another, and tells which of them survive */
    post: operations['ContractToolsController_translate'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/contracts/{subject}/validate': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Whether an event, or each line of an NDJSON batch, is an event of a version */
    post: operations['ValidationController_validate'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/audit': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Who changed what, when, from which state to which; newest first */
    get: operations['AuditController_list'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/webhooks': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The webhooks there are */
    get: operations['WebhooksController_list'];
    put?: never;
    /** Sends events of contracts to an address, as CloudEvents 1.0 in structured mode */
    post: operations['WebhooksController_create'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/webhooks/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One webhook */
    get: operations['WebhooksController_find'];
    /** Changes a webhook; its secret stays where none is given */
    put: operations['WebhooksController_change'];
    post?: never;
    /** Deletes a webhook with its deliveries */
    delete: operations['WebhooksController_delete'];
    options?: never;
    head?: never;
    /** Changes what is named of a webhook, such as {"isActive": false} */
    patch: operations['WebhooksController_patch'];
    trace?: never;
  };
  '/api/v1/webhooks/{id}/deliveries': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What was sent to a webhook and what became of it, newest first */
    get: operations['WebhooksController_deliveries'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/webhooks/{id}/deliveries/{deliveryId}/retry': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Sends a delivery again, whatever became of it */
    post: operations['WebhooksController_retry'];
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
    /** Registers the schemas of the messages of an AsyncAPI 2 or 3 document */
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
      /** @description The message in the document, as a JSON pointer; `#key` after it means its key. Or a schema that others refer to. */
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
    AuditEntry: {
      /** @description Grows with each entry. */
      id: number;
      /** Format: date-time */
      at: string;
      /** @description As X-Plumbline-Actor said; anonymous where it said nothing. */
      actor: string;
      /** @description Such as version.registered, config.set, profile.set, sample.added. */
      action: string;
      /** @description What was changed: a subject, or a webhook by its id; empty for all subjects. */
      target: string;
      /** @description The state before; null where there was none. */
      from: unknown | null;
      /** @description The state after; null where there is none. */
      to: unknown | null;
    };
    AuditPage: {
      /** @description Newest first. */
      entries: components['schemas']['AuditEntry'][];
      /** @description Pass as `before` for the next page; null at the end. */
      nextBefore: number | null;
    };
    BatchSummary: {
      summary: {
        subject: string;
        version: number;
        /** @description Lines that were judged, empty ones not counted. */
        lines: number;
        valid: number;
        invalid: number;
        /** @description Lines of which it could not be told. */
        unknown: number;
        /** @description Why lines after these were not read; null where all were. */
        stopped: string | null;
      };
    };
    CompatibilityInput: {
      level?:
        | ('NONE' | 'BACKWARD' | 'BACKWARD_TRANSITIVE' | 'FORWARD' | 'FORWARD_TRANSITIVE' | 'FULL' | 'FULL_TRANSITIVE')
        | null;
      /** @description How strictly: STRICT, LENIENT or CONFLUENT for JSON Schema and Avro, WIRE, WIRE_JSON or SOURCE for Protobuf. Null for the first of its format. */
      policy?: ('STRICT' | 'LENIENT' | 'CONFLUENT' | 'WIRE' | 'WIRE_JSON' | 'SOURCE') | null;
      /** @description The metadata property whose value parts the versions that are compared with each other, such as `major`; null for none. */
      compatibilityGroup?: string | null;
    };
    CompatibilitySettings: {
      subject: string;
      /** @description What was said for this contract; null for what was not. */
      own: {
        level:
          | (
              | 'NONE'
              | 'BACKWARD'
              | 'BACKWARD_TRANSITIVE'
              | 'FORWARD'
              | 'FORWARD_TRANSITIVE'
              | 'FULL'
              | 'FULL_TRANSITIVE'
            )
          | null;
        /** @description How strictly: STRICT, LENIENT or CONFLUENT for JSON Schema and Avro, WIRE, WIRE_JSON or SOURCE for Protobuf. Null for the first of its format. */
        policy: ('STRICT' | 'LENIENT' | 'CONFLUENT' | 'WIRE' | 'WIRE_JSON' | 'SOURCE') | null;
        /** @description The metadata property whose value parts the versions that are compared with each other, such as `major`; null for none. */
        compatibilityGroup: string | null;
      };
      /** @description With what is said for its context and for all. */
      inForce: {
        /**
         * @description What a new version is compared with, and in which direction.
         * @enum {unknown}
         */
        level:
          'NONE' | 'BACKWARD' | 'BACKWARD_TRANSITIVE' | 'FORWARD' | 'FORWARD_TRANSITIVE' | 'FULL' | 'FULL_TRANSITIVE';
        /** @description How strictly: STRICT, LENIENT or CONFLUENT for JSON Schema and Avro, WIRE, WIRE_JSON or SOURCE for Protobuf. Null for the first of its format. */
        policy: ('STRICT' | 'LENIENT' | 'CONFLUENT' | 'WIRE' | 'WIRE_JSON' | 'SOURCE') | null;
        /** @description The metadata property whose value parts the versions that are compared with each other, such as `major`; null for none. */
        compatibilityGroup: string | null;
      };
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
    ContractProfile: {
      subject: string;
      /** @description A person or a role, such as an e-mail address; null where nobody said. */
      owner: string | null;
      /** @description The team that answers for the contract. */
      team: string | null;
      /** @description The part of the business, such as `billing`. */
      domain: string | null;
      /** @description What the events mean, for those who read them. */
      description: string | null;
      links: {
        title: string;
        /** @description http or https. */
        url: string;
      }[];
      /** @description Null where nobody said. draft: nobody relies on it yet. active: in use, nothing of it is deleted for good. deprecated: in use until `sunsetOn`. retired: no version is registered any more. */
      lifecycle: ('draft' | 'active' | 'deprecated' | 'retired') | null;
      /** @description The last day (UTC) of a deprecated contract, as YYYY-MM-DD. */
      sunsetOn: string | null;
      /** @description The subject to go to instead. */
      replacedBy: string | null;
      /** @description public, internal, confidential or restricted; null where nobody said. */
      sensitivity: ('public' | 'internal' | 'confidential' | 'restricted') | null;
      tags: string[];
      /** @description Where a new line of versions begins: from `fromVersion` on, versions are compared only with those of the same group. */
      groups: {
        name: string;
        fromVersion: number;
      }[];
      /** @description Lint settings by rule: removed-without-deprecation, table-row, untagged-personal-data, date-without-format, missing-unit, inconsistent-name, closed-enum, open-content, unbounded-string, unbounded-array, undocumented-field, undated-deprecation. */
      lint: {
        [key: string]:
          | ('off' | 'notice' | 'warning' | 'error')
          | {
              /** @enum {unknown} */
              severity?: 'off' | 'notice' | 'warning' | 'error';
              ignore?: string[];
            };
      };
      permits: {
        /** @description Whether a new version may be registered. */
        register: boolean;
        /**
         * @description softly: only so that it can be had back.
         * @enum {unknown}
         */
        delete: 'permanently' | 'softly';
        /** @description What who uses it should know; null for nothing. */
        warning: string | null;
      };
      /** @description 0 where nobody has said anything yet. */
      revision: number;
      updatedAt: string | null;
      updatedBy: string | null;
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
    DeliveryPage: {
      /** @description Newest first. */
      deliveries: components['schemas']['WebhookDelivery'][];
      /** @description Pass as `cursor` for the next page; null at the end. */
      nextCursor: string | null;
    };
    DiffReport: {
      subject: string;
      from: number;
      to: number;
      /** @description What breaks first. */
      changes: {
        /** @enum {unknown} */
        kind:
          | 'field-added'
          | 'field-removed'
          | 'field-renamed'
          | 'field-moved'
          | 'name'
          | 'type'
          | 'required'
          | 'values'
          | 'bounds'
          | 'facet'
          | 'openness'
          | 'deprecation'
          | 'tags'
          | 'documentation'
          | 'other';
        /** @description Where in the event, as a JSON pointer; empty for all of it. */
        path: string;
        /** @description Where it was before, if elsewhere. */
        previousPath: string | null;
        message: string;
        before: unknown;
        after: unknown;
        /** @description What it does to new readers of old events. */
        backward: {
          /** @enum {unknown} */
          effect: 'breaks' | 'unproven' | 'noted' | 'fine';
          /** @description Why, each with an event that breaks where there is one. */
          findings: Record<string, never>[];
        };
        /** @description What it does to old readers of new events. */
        forward: {
          /** @enum {unknown} */
          effect: 'breaks' | 'unproven' | 'noted' | 'fine';
          /** @description Why, each with an event that breaks where there is one. */
          findings: Record<string, never>[];
        };
      }[];
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
      /** @description What is to be done by hand once it is imported. */
      notes: string[];
    };
    LineVerdict: {
      /** @description From 1, empty lines counted; of `lines=length` the number of the event. */
      line: number;
      /** @description Null where it could not be told: judging it took longer than an event may, or its bytes can be read in two ways. */
      isValid: boolean | null;
      /** @description In the order of use to a person. */
      errors: {
        /**
         * @description What the pointer leads into.
         * @enum {unknown}
         */
        in: 'envelope' | 'event';
        /** @description JSON pointer; empty for all of it. */
        path: string;
        reason: string;
      }[];
      /** @description What the id in Confluent’s envelope stands for, where it is not the version that the batch is judged by. */
      writtenBy?: {
        schemaId: number;
        subject: string;
        version: number;
      };
    };
    LintReport: {
      subject: string;
      version: number;
      /** @description The gravest first. */
      problems: {
        rule: string;
        /** @enum {unknown} */
        severity: 'notice' | 'warning' | 'error';
        /** @description Where in the event, as a JSON pointer; empty for all of it. */
        path: string;
        /** @description Where in the schema. */
        schemaPath: string;
        message: string;
        fix: string;
      }[];
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
    ProfileInput: {
      /** @description A person or a role, such as an e-mail address; null where nobody said. */
      owner?: string | null;
      /** @description The team that answers for the contract. */
      team?: string | null;
      /** @description The part of the business, such as `billing`. */
      domain?: string | null;
      /** @description What the events mean, for those who read them. */
      description?: string | null;
      links?: {
        title: string;
        /** @description http or https. */
        url: string;
      }[];
      /** @description Null where nobody said. draft: nobody relies on it yet. active: in use, nothing of it is deleted for good. deprecated: in use until `sunsetOn`. retired: no version is registered any more. */
      lifecycle?: ('draft' | 'active' | 'deprecated' | 'retired') | null;
      /** @description The last day (UTC) of a deprecated contract, as YYYY-MM-DD. */
      sunsetOn?: string | null;
      /** @description The subject to go to instead. */
      replacedBy?: string | null;
      /** @description public, internal, confidential or restricted; null where nobody said. */
      sensitivity?: ('public' | 'internal' | 'confidential' | 'restricted') | null;
      tags?: string[];
      /** @description Where a new line of versions begins: from `fromVersion` on, versions are compared only with those of the same group. */
      groups?: {
        name: string;
        fromVersion: number;
      }[];
      /** @description Lint settings by rule: removed-without-deprecation, table-row, untagged-personal-data, date-without-format, missing-unit, inconsistent-name, closed-enum, open-content, unbounded-string, unbounded-array, undocumented-field, undated-deprecation. */
      lint?: {
        [key: string]:
          | ('off' | 'notice' | 'warning' | 'error')
          | {
              /** @enum {unknown} */
              severity?: 'off' | 'notice' | 'warning' | 'error';
              ignore?: string[];
            };
      };
      /** @description The revision that was read; 409 where there is a newer one. */
      revision?: number;
      /** @description Not read. */
      subject?: string;
      /** @description Not read. */
      updatedAt?: string | null;
      /** @description Not read. */
      updatedBy?: string | null;
      /** @description Not read. */
      permits?: Record<string, never>;
    };
    ProfilePage: {
      /** @description In the order of their subjects. */
      profiles: components['schemas']['ContractProfile'][];
      /** @description Pass as `cursor` for the next page; null at the end. */
      nextCursor: string | null;
    };
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
       * @description doneWithErrors: it came to its end, and something did not come. Ask again for one that failed: it passes over what is there.
       * @enum {string}
       */
      state: 'running' | 'done' | 'doneWithErrors' | 'failed' | 'cancelled';
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
    Sample: {
      id: string;
      subject: string;
      name: string;
      version: number;
      /** @enum {unknown} */
      encoding: 'json' | 'base64';
      /** @description The event as JSON text, or the bytes in base64. */
      payload: string;
      /** Format: date-time */
      createdAt: string;
      createdBy: string;
    };
    SampleInput: {
      /** @description Its own within the contract. */
      name: string;
      /** @description The version it is an event of; the latest by default. */
      version?: number;
      /** @description The event as JSON. */
      event?: unknown;
      /** @description Instead of `event`: the bytes that a broker carries, in base64. */
      payload?: string;
    };
    SamplePage: {
      /** @description In the order of their names. */
      samples: components['schemas']['Sample'][];
      /** @description Pass as `cursor` for the next page; null at the end. */
      nextCursor: string | null;
    };
    SpanError: {
      /** @description error.type or exception.type, where the span has one. */
      type: string | null;
      /** @description The status message or exception.message. */
      message: string | null;
    };
    TranslationAnswer: {
      subject: string;
      from: number;
      to: number;
      steps: {
        from: number;
        to: number;
        /** @enum {unknown} */
        mode: 'UPGRADE' | 'DOWNGRADE';
        /** @description The names of the rules that run, in their order. */
        rules: string[];
      }[];
      samples: {
        /** @description Its place in the list, from 0. */
        sample: number;
        survived: boolean;
        /** @description What it became; where it failed, what it was by then. */
        result: unknown;
        /** @description What happened to it besides the rules. */
        done?: string[];
        failedAt?: number;
        rule?: string | null;
        why?: string;
        rejections?: {
          path: string;
          reason: string;
        }[];
      }[];
      survived: number;
      failed: number;
    };
    TranslationInput: {
      from: number;
      to: number;
      /** @description Events of version `from` as JSON; the samples that are kept of it by default. */
      samples?: unknown[];
    };
    ValidationAnswer: {
      subject: string;
      version: number;
      /** @description Null where it could not be told: judging it took longer than an event may, or its bytes can be read in two ways. */
      isValid: boolean | null;
      /** @description What was opened, outermost first. */
      envelopes: {
        /** @enum {unknown} */
        kind: 'confluent' | 'cloudevents';
        /** @description Of Confluent’s envelope: what the id in it stands for. */
        writtenBy?: {
          schemaId: number;
          subject: string;
          version: number;
        };
      }[];
      /** @description In the order of use to a person. */
      errors: {
        /**
         * @description What the pointer leads into.
         * @enum {unknown}
         */
        in: 'envelope' | 'event';
        /** @description JSON pointer; empty for all of it. */
        path: string;
        reason: string;
      }[];
    };
    ValidationInput: {
      /** @description The event as JSON. */
      event?: unknown;
      /** @description Instead of `event`: the bytes that a broker carries, in base64. */
      payload?: string;
      /** @description With `payload`: the record header `__value_schema_id`, in base64. */
      schemaIdHeader?: string;
    };
    Webhook: {
      id: string;
      /** @description Without what may be a credential. */
      url: string;
      /** @description Which events are sent; empty for all. */
      events: ('contract.registered' | 'contract.rejected' | 'contract.deprecated')[];
      /** @description Only of subjects whose name begins so; empty for all. */
      subjectPrefix: string;
      isSigned: boolean;
      isActive: boolean;
      /** Format: date-time */
      createdAt: string;
      createdBy: string;
    };
    WebhookDelivery: {
      id: string;
      /** @description The id of the CloudEvent. */
      eventId: string;
      type: string;
      subject: string;
      /** @enum {unknown} */
      state: 'pending' | 'delivered' | 'failed';
      tries: number;
      /** @description Null where it is not tried again. */
      nextTryAt: string | null;
      lastTryAt: string | null;
      /** @description HTTP status; null where there was no answer. */
      lastStatus: number | null;
      lastError: string | null;
      deliveredAt: string | null;
      /** Format: date-time */
      createdAt: string;
    };
    WebhookInput: {
      /** @description http or https. */
      url: string;
      /** @description Which events are sent; empty for all. */
      events?: ('contract.registered' | 'contract.rejected' | 'contract.deprecated')[];
      /** @description Only of subjects whose name begins so; empty for all. */
      subjectPrefix?: string;
      /** @description Signs what is sent (Standard Webhooks). Begins with `whsec_` for a key in base64; anything else is the key itself. Never shown again. A change that leaves it out keeps it; null removes it. */
      secret?: string | null;
      /** @description Whether anything is sent; true by default. */
      isActive?: boolean;
      /** @description Not read. */
      id?: string;
      /** @description Not read. */
      isSigned?: boolean;
      /** @description Not read. */
      createdAt?: string;
      /** @description Not read. */
      createdBy?: string;
    };
    WebhookPage: {
      /** @description In the order of their ids. */
      webhooks: components['schemas']['Webhook'][];
      /** @description Pass as `cursor` for the next page; null at the end. */
      nextCursor: string | null;
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
        /** @description 1 to 500, 50 by default. */
        limit?: unknown;
        /** @description The `nextCursor` of the page before. */
        cursor?: unknown;
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
  ProfileController_get: {
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
          'application/json': components['schemas']['ContractProfile'];
        };
      };
      /** @description There is neither a version nor a profile of this subject. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  ProfileController_put: {
    parameters: {
      query?: never;
      header?: {
        /** @description Who makes the change, for the audit trail; anonymous by default. */
        'X-Plumbline-Actor'?: string;
      };
      path: {
        subject: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ProfileInput'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ContractProfile'];
        };
      };
      /** @description A field has no allowed value, or the lifecycle may not change so. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description It was changed since the `revision` that the body names. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  ProfileController_delete: {
    parameters: {
      query?: never;
      header?: {
        /** @description Who makes the change, for the audit trail; anonymous by default. */
        'X-Plumbline-Actor'?: string;
      };
      path: {
        subject: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Nobody has said anything of this subject. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description It has left draft, and has versions: these are deleted for good first. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  ProfileController_list: {
    parameters: {
      query?: {
        /** @description 1 to 500, 50 by default. */
        limit?: unknown;
        /** @description The `nextCursor` of the page before. */
        cursor?: unknown;
        /** @description Only those with this tag. */
        tag?: unknown;
        /** @description Only those that are public, internal, confidential, restricted. */
        sensitivity?: unknown;
        /** @description Only those that are draft, active, deprecated, retired. */
        lifecycle?: unknown;
        /** @description Only those of this part of the business. */
        domain?: unknown;
        /** @description Only those of this team. */
        team?: unknown;
        /** @description Only those of this owner. */
        owner?: unknown;
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
          'application/json': components['schemas']['ProfilePage'];
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
  SamplesController_list: {
    parameters: {
      query?: {
        /** @description 1 to 200, 50 by default. */
        limit?: unknown;
        /** @description The `nextCursor` of the page before. */
        cursor?: unknown;
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
          'application/json': components['schemas']['SamplePage'];
        };
      };
      /** @description A parameter has no allowed value. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description There is no such contract. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  SamplesController_add: {
    parameters: {
      query?: never;
      header?: {
        /** @description Who makes the change, for the audit trail; anonymous by default. */
        'X-Plumbline-Actor'?: string;
      };
      path: {
        subject: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SampleInput'];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Sample'];
        };
      };
      /** @description The body has not the form of a sample. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description There is no such version. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The name is taken, or there are too many samples. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description It is no event of the version; the message says why. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  SamplesController_delete: {
    parameters: {
      query?: never;
      header?: {
        /** @description Who makes the change, for the audit trail; anonymous by default. */
        'X-Plumbline-Actor'?: string;
      };
      path: {
        subject: string;
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The contract has no such sample. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  CompatibilitySettingsController_get: {
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
          'application/json': components['schemas']['CompatibilitySettings'];
        };
      };
      /** @description The subject has neither a version nor settings. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  CompatibilitySettingsController_put: {
    parameters: {
      query?: never;
      header?: {
        /** @description Who makes the change, for the audit trail; anonymous by default. */
        'X-Plumbline-Actor'?: string;
      };
      path: {
        subject: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CompatibilityInput'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CompatibilitySettings'];
        };
      };
      /** @description A field has no allowed value. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The contract is in read-only mode, by itself, its context or everything. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  ContractToolsController_lint: {
    parameters: {
      query?: {
        /** @description true to reach versions that were deleted softly, too. */
        deleted?: 'true' | 'false';
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
          'application/json': components['schemas']['LintReport'];
        };
      };
      /** @description There is no such version. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description It took longer than it may. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  ContractToolsController_diff: {
    parameters: {
      query?: {
        /** @description true to reach versions that were deleted softly, too. */
        deleted?: 'true' | 'false';
        /** @description A number or latest, which is the default. */
        to?: unknown;
        /** @description A version; the one before `to` by default. */
        from?: unknown;
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
          'application/json': components['schemas']['DiffReport'];
        };
      };
      /** @description There is no such version. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description A schema cannot be read, or the formats differ. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  ContractToolsController_translate: {
    parameters: {
      query?: {
        /** @description true to reach versions that were deleted softly, too. */
        deleted?: 'true' | 'false';
      };
      header?: never;
      path: {
        subject: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['TranslationInput'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TranslationAnswer'];
        };
      };
      /** @description The body has not the form, or there is nothing to translate. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description There is no such version. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description A schema cannot be read, or it took longer than it may. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  ValidationController_validate: {
    parameters: {
      query?: {
        /** @description Of a batch: what a line holds. `length`: no lines, but before each event its length in bytes, as 32 bits with a sign, the highest byte first (-1: no value); the default of application/vnd.plumbline.events. */
        lines?: 'json' | 'base64' | 'length';
        /** @description auto opens what is there. */
        envelope?: 'auto' | 'none' | 'confluent' | 'cloudevents';
        /** @description true to reach versions that were deleted softly, too. */
        deleted?: 'true' | 'false';
        /** @description A number or latest, which is the default. */
        version?: unknown;
      };
      header?: never;
      path: {
        subject: string;
      };
      cookie?: never;
    };
    /** @description Of a batch: an event a line, as JSON or (`lines=base64`) its bytes in base64; or the bytes with their length before them. */
    requestBody: {
      content: {
        'application/json': components['schemas']['ValidationInput'];
        'application/x-ndjson': components['schemas']['ValidationInput'];
        'application/vnd.plumbline.events': components['schemas']['ValidationInput'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ValidationAnswer'];
          'application/x-ndjson': components['schemas']['LineVerdict'] | components['schemas']['BatchSummary'];
        };
      };
      /** @description A parameter or the body has not its form. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description There is no such version. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The version’s schema cannot be read, or it took longer than it may. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  AuditController_list: {
    parameters: {
      query?: {
        /** @description 1 to 500, 50 by default. */
        limit?: unknown;
        /** @description The `nextBefore` of the page before. */
        before?: unknown;
        /** @description Only changes before this moment: a day or a time. */
        until?: unknown;
        /** @description Only changes at this moment or later: a day or a time. */
        since?: unknown;
        /** @description Only changes of this kind, such as `profile.set`. */
        action?: unknown;
        /** @description Only changes by this actor. */
        actor?: unknown;
        /** @description Only changes of this subject. */
        target?: unknown;
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
          'application/json': components['schemas']['AuditPage'];
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
  WebhooksController_list: {
    parameters: {
      query?: {
        /** @description 1 to 500, 50 by default. */
        limit?: unknown;
        /** @description The `nextCursor` of the page before. */
        cursor?: unknown;
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
          'application/json': components['schemas']['WebhookPage'];
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
  WebhooksController_create: {
    parameters: {
      query?: never;
      header?: {
        /** @description Who makes the change, for the audit trail; anonymous by default. */
        'X-Plumbline-Actor'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['WebhookInput'];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Webhook'];
        };
      };
      /** @description The body has not the form of a webhook. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description There are too many webhooks. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  WebhooksController_find: {
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
          'application/json': components['schemas']['Webhook'];
        };
      };
      /** @description No webhook has this id. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  WebhooksController_change: {
    parameters: {
      query?: never;
      header?: {
        /** @description Who makes the change, for the audit trail; anonymous by default. */
        'X-Plumbline-Actor'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['WebhookInput'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Webhook'];
        };
      };
      /** @description The body has not the form of a webhook. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description No webhook has this id. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  WebhooksController_delete: {
    parameters: {
      query?: never;
      header?: {
        /** @description Who makes the change, for the audit trail; anonymous by default. */
        'X-Plumbline-Actor'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description No webhook has this id. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  WebhooksController_patch: {
    parameters: {
      query?: never;
      header?: {
        /** @description Who makes the change, for the audit trail; anonymous by default. */
        'X-Plumbline-Actor'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @description http or https. */
          url?: string;
          /** @description Which events are sent; empty for all. */
          events?: ('contract.registered' | 'contract.rejected' | 'contract.deprecated')[];
          /** @description Only of subjects whose name begins so; empty for all. */
          subjectPrefix?: string;
          /** @description Signs what is sent (Standard Webhooks). Begins with `whsec_` for a key in base64; anything else is the key itself. Never shown again. A change that leaves it out keeps it; null removes it. */
          secret?: string | null;
          /** @description Whether anything is sent; true by default. */
          isActive?: boolean;
          /** @description Not read. */
          id?: string;
          /** @description Not read. */
          isSigned?: boolean;
          /** @description Not read. */
          createdAt?: string;
          /** @description Not read. */
          createdBy?: string;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Webhook'];
        };
      };
      /** @description The body has not the form of a webhook. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description No webhook has this id. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  WebhooksController_deliveries: {
    parameters: {
      query?: {
        /** @description 1 to 500, 50 by default. */
        limit?: unknown;
        /** @description The `nextCursor` of the page before. */
        cursor?: unknown;
        /** @description Only these. */
        state?: 'pending' | 'delivered' | 'failed';
      };
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
          'application/json': components['schemas']['DeliveryPage'];
        };
      };
      /** @description A parameter has no allowed value. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description No webhook has this id. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  WebhooksController_retry: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
        deliveryId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It is due now. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The webhook has no such delivery. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
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
      /** @description A parameter has not its form, or names no part; nothing was imported. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
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
      /** @description Too many archives are on their way: come again after `Retry-After`. */
      503: {
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
      /** @description The body is no AsyncAPI document of version 2 or 3. */
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
