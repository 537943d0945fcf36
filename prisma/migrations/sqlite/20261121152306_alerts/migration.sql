-- CreateTable
CREATE TABLE "Alert" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "fingerprint" TEXT NOT NULL,
    "openKey" TEXT,
    "kind" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "labels" TEXT NOT NULL,
    "summary" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "values" TEXT NOT NULL,
    "exampleFlows" TEXT NOT NULL,
    "startedAt" DATETIME NOT NULL,
    "firingAt" DATETIME,
    "resolvedAt" DATETIME,
    "lastSeenAt" DATETIME NOT NULL,
    "notifiedState" TEXT,
    "notifiedSeverity" TEXT,
    "notifiedAt" DATETIME
);

-- CreateIndex
CREATE UNIQUE INDEX "Alert_openKey_key" ON "Alert"("openKey");

-- CreateIndex
CREATE INDEX "Alert_state_startedAt_idx" ON "Alert"("state", "startedAt");

-- CreateIndex
CREATE INDEX "Alert_resolvedAt_idx" ON "Alert"("resolvedAt");
