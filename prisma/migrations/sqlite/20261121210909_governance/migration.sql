-- DropIndex
DROP INDEX "AuditEntry_target_id_idx";

-- CreateTable
CREATE TABLE "ContractProfile" (
    "subject" TEXT NOT NULL PRIMARY KEY,
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
    "updatedAt" DATETIME NOT NULL,
    "updatedBy" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "ContractSample" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "subject" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "encoding" TEXT NOT NULL,
    "payload" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "createdBy" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "ContractEvent" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "type" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "data" TEXT NOT NULL,
    "isDispatched" BOOLEAN NOT NULL DEFAULT false
);

-- CreateTable
CREATE TABLE "WebhookSubscription" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "url" TEXT NOT NULL,
    "events" TEXT NOT NULL,
    "subjectPrefix" TEXT NOT NULL,
    "secret" TEXT,
    "isActive" BOOLEAN NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "createdBy" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "WebhookDelivery" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "subscriptionId" TEXT NOT NULL,
    "eventId" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "nextTryAt" DATETIME NOT NULL,
    "lastTryAt" DATETIME,
    "lastStatus" INTEGER,
    "lastError" TEXT,
    "deliveredAt" DATETIME,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "WebhookDelivery_subscriptionId_fkey" FOREIGN KEY ("subscriptionId") REFERENCES "WebhookSubscription" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "WebhookDelivery_eventId_fkey" FOREIGN KEY ("eventId") REFERENCES "ContractEvent" ("id") ON DELETE CASCADE ON UPDATE CASCADE
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
