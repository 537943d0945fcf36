import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { ContractEvents, type ContractEvent } from '../../registry/contract-events.js';
import { DATABASE, type Database, type DatabaseTransaction } from '../../registry/database/database.js';
import { sql, type StatementRunner } from '../../registry/store/statements.js';

/** The outbox: what is recorded here is dispatched to those who subscribed, also after a restart. Without any, nothing is. */
@Injectable()
export class PrismaContractEvents extends ContractEvents {
  constructor(@Inject(DATABASE) private readonly database: Database) {
    super();
  }

  override async record(event: ContractEvent, tx: DatabaseTransaction = this.database): Promise<void> {
    // Where nobody listens a registry that is filled would fill the outbox too, for nobody.
    if ((await tx.webhookSubscription.findFirst({ select: { id: true } })) === null) return;
    await tx.contractEvent.create({ data: { id: randomUUID(), ...columnsOf(event) }, select: { id: true } });
  }

  override async recordWithin(tx: StatementRunner, event: ContractEvent): Promise<void> {
    const listeners = await tx.all(sql`SELECT "id" FROM "WebhookSubscription" LIMIT 1`);
    if (listeners.length === 0) return;
    const { type, subject, at, data } = columnsOf(event);
    await tx.all(sql`
      INSERT INTO "ContractEvent" ("id", "type", "subject", "at", "data")
      VALUES (${randomUUID()}, ${type}, ${subject}, ${at}, ${data})`);
  }
}

const columnsOf = ({ type, subject, at, actor, data }: ContractEvent) => ({
  type,
  subject,
  at,
  data: JSON.stringify({ subject, actor, ...data }),
});
