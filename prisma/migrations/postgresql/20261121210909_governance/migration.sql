-- DropIndex
DROP INDEX "AuditEntry_target_id_idx";

-- CreateTable
CREATE TABLE "ContractProfile" (
    "subject" TEXT NOT NULL,
    "owner" TEXT,
    "team" TEXT,
    "domain" TEXT,
    "description" TEXT,
    "links" TEXT NOT NULL DEFAULT '[]',
    "lifecycle" TEXT NOT NULL,
    "sunsetOn" TEXT,
    "replacedBy" TEXT,
    "sensitivity" TEXT,
    "tags" TEXT NOT NULL DEFAULT '[]',
    "groups" TEXT NOT NULL DEFAULT '[]',
    "lint" TEXT NOT NULL DEFAULT '{}',
    "revision" INTEGER NOT NULL,
    "updatedAt" TIMESTAMP(3) NOT NULL,
    "updatedBy" TEXT NOT NULL,

    CONSTRAINT "ContractProfile_pkey" PRIMARY KEY ("subject")
);

-- CreateTable
CREATE TABLE "ContractSample" (
    "id" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "encoding" TEXT NOT NULL,
    "payload" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "createdBy" TEXT NOT NULL,

    CONSTRAINT "ContractSample_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ContractEvent" (
    "id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "data" TEXT NOT NULL,
    "isDispatched" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "ContractEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "WebhookSubscription" (
    "id" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "events" TEXT NOT NULL,
    "subjectPrefix" TEXT NOT NULL,
    "secret" TEXT,
    "isActive" BOOLEAN NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "createdBy" TEXT NOT NULL,

    CONSTRAINT "WebhookSubscription_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "WebhookDelivery" (
    "id" TEXT NOT NULL,
    "subscriptionId" TEXT NOT NULL,
    "eventId" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "nextTryAt" TIMESTAMP(3) NOT NULL,
    "lastTryAt" TIMESTAMP(3),
    "lastStatus" INTEGER,
    "lastError" TEXT,
    "deliveredAt" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "WebhookDelivery_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "ContractProfile_team_subject_idx" ON "ContractProfile"("team", "subject");

-- CreateIndex
CREATE INDEX "ContractProfile_owner_subject_idx" ON "ContractProfile"("owner", "subject");

-- CreateIndex
CREATE INDEX "ContractProfile_lifecycle_subject_idx" ON "ContractProfile"("lifecycle", "subject");

-- CreateIndex
CREATE UNIQUE INDEX "ContractSample_subject_name_key" ON "ContractSample"("subject", "name");

-- CreateIndex
CREATE INDEX "ContractEvent_isDispatched_at_idx" ON "ContractEvent"("isDispatched", "at");

-- CreateIndex
CREATE INDEX "ContractEvent_at_idx" ON "ContractEvent"("at");

-- CreateIndex
CREATE INDEX "WebhookSubscription_createdAt_id_idx" ON "WebhookSubscription"("createdAt", "id");

-- CreateIndex
CREATE INDEX "WebhookDelivery_state_nextTryAt_idx" ON "WebhookDelivery"("state", "nextTryAt");

-- CreateIndex
CREATE INDEX "WebhookDelivery_subscriptionId_createdAt_id_idx" ON "WebhookDelivery"("subscriptionId", "createdAt", "id");

-- CreateIndex
CREATE INDEX "WebhookDelivery_eventId_idx" ON "WebhookDelivery"("eventId");

-- CreateIndex
CREATE UNIQUE INDEX "WebhookDelivery_subscriptionId_eventId_key" ON "WebhookDelivery"("subscriptionId", "eventId");

-- CreateIndex
CREATE INDEX "AuditEntry_at_id_idx" ON "AuditEntry"("at", "id");

-- CreateIndex
CREATE INDEX "AuditEntry_target_at_id_idx" ON "AuditEntry"("target", "at", "id");

-- CreateIndex
CREATE INDEX "AuditEntry_actor_at_id_idx" ON "AuditEntry"("actor", "at", "id");

-- CreateIndex
CREATE INDEX "AuditEntry_action_at_id_idx" ON "AuditEntry"("action", "at", "id");

-- AddForeignKey
ALTER TABLE "WebhookDelivery" ADD CONSTRAINT "WebhookDelivery_subscriptionId_fkey" FOREIGN KEY ("subscriptionId") REFERENCES "WebhookSubscription"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "WebhookDelivery" ADD CONSTRAINT "WebhookDelivery_eventId_fkey" FOREIGN KEY ("eventId") REFERENCES "ContractEvent"("id") ON DELETE CASCADE ON UPDATE CASCADE;
