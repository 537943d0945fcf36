-- CreateTable
CREATE TABLE "SubjectTerm" (
    "term" TEXT NOT NULL,
    "subjectName" TEXT NOT NULL,

    PRIMARY KEY ("term", "subjectName")
);

-- CreateTable
CREATE TABLE "SchemaReference" (
    "context" TEXT NOT NULL,
    "schemaId" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "version" INTEGER NOT NULL,

    PRIMARY KEY ("context", "schemaId", "position")
);

-- CreateTable
CREATE TABLE "RegistryContext" (
    "name" TEXT NOT NULL PRIMARY KEY,
    "nextId" INTEGER NOT NULL DEFAULT 1,
    "deletedAt" DATETIME
);

-- CreateTable
CREATE TABLE "RegistryMode" (
    "scope" TEXT NOT NULL PRIMARY KEY,
    "mode" TEXT NOT NULL,
    "updatedAt" DATETIME NOT NULL
);

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_Schema" (
    "context" TEXT NOT NULL DEFAULT '.',
    "id" INTEGER NOT NULL,
    "format" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "references" TEXT NOT NULL DEFAULT '[]',
    "metadata" TEXT,
    "ruleSet" TEXT,
    "createdAt" DATETIME NOT NULL,

    PRIMARY KEY ("context", "id")
);
INSERT INTO "new_Schema" ("createdAt", "fingerprint", "format", "id", "references", "text") SELECT "createdAt", "fingerprint", "format", "id", "references", "text" FROM "Schema";
DROP TABLE "Schema";
ALTER TABLE "new_Schema" RENAME TO "Schema";
CREATE UNIQUE INDEX "Schema_context_fingerprint_key" ON "Schema"("context", "fingerprint");
CREATE TABLE "new_Subject" (
    "name" TEXT NOT NULL PRIMARY KEY,
    "context" TEXT NOT NULL DEFAULT '.',
    "createdAt" DATETIME NOT NULL,
    "updatedAt" DATETIME NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "isLive" BOOLEAN NOT NULL DEFAULT true,
    "latestVersion" INTEGER,
    "lastVersion" INTEGER NOT NULL DEFAULT 0
);
INSERT INTO "new_Subject" ("createdAt", "name", "updatedAt") SELECT "createdAt", "name", "updatedAt" FROM "Subject";
DROP TABLE "Subject";
ALTER TABLE "new_Subject" RENAME TO "Subject";
CREATE INDEX "Subject_isLive_name_idx" ON "Subject"("isLive", "name");
CREATE INDEX "Subject_context_isLive_name_idx" ON "Subject"("context", "isLive", "name");
CREATE INDEX "Subject_context_name_idx" ON "Subject"("context", "name");
CREATE TABLE "new_SchemaVersion" (
    "subjectName" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "context" TEXT NOT NULL DEFAULT '.',
    "schemaId" INTEGER NOT NULL,
    "registeredAt" DATETIME NOT NULL,
    "deletedAt" DATETIME,

    PRIMARY KEY ("subjectName", "version"),
    CONSTRAINT "SchemaVersion_subjectName_fkey" FOREIGN KEY ("subjectName") REFERENCES "Subject" ("name") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "SchemaVersion_context_schemaId_fkey" FOREIGN KEY ("context", "schemaId") REFERENCES "Schema" ("context", "id") ON DELETE RESTRICT ON UPDATE CASCADE
);
INSERT INTO "new_SchemaVersion" ("registeredAt", "schemaId", "subjectName", "version") SELECT "registeredAt", "schemaId", "subjectName", "version" FROM "SchemaVersion";
DROP TABLE "SchemaVersion";
ALTER TABLE "new_SchemaVersion" RENAME TO "SchemaVersion";
CREATE INDEX "SchemaVersion_context_schemaId_subjectName_version_idx" ON "SchemaVersion"("context", "schemaId", "subjectName", "version");
CREATE INDEX "SchemaVersion_context_subjectName_version_idx" ON "SchemaVersion"("context", "subjectName", "version");
CREATE TABLE "new_RegistryConfig" (
    "scope" TEXT NOT NULL PRIMARY KEY,
    "level" TEXT,
    "policy" TEXT,
    "compatibilityGroup" TEXT,
    "alias" TEXT,
    "normalize" BOOLEAN,
    "validateFields" BOOLEAN,
    "validateRules" BOOLEAN,
    "defaultMetadata" TEXT,
    "overrideMetadata" TEXT,
    "defaultRuleSet" TEXT,
    "overrideRuleSet" TEXT,
    "updatedAt" DATETIME NOT NULL
);
INSERT INTO "new_RegistryConfig" ("level", "policy", "scope", "updatedAt") SELECT "level", "policy", "scope", "updatedAt" FROM "RegistryConfig";
DROP TABLE "RegistryConfig";
ALTER TABLE "new_RegistryConfig" RENAME TO "RegistryConfig";
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

-- CreateIndex
CREATE INDEX "SubjectTerm_subjectName_idx" ON "SubjectTerm"("subjectName");

-- CreateIndex
CREATE INDEX "SchemaReference_subject_version_idx" ON "SchemaReference"("subject", "version");

-- What was registered before there were contexts and deletions, by hand.
UPDATE "Subject" SET
    "lastVersion" = COALESCE((SELECT MAX("version") FROM "SchemaVersion" WHERE "subjectName" = "Subject"."name"), 0),
    "latestVersion" = (SELECT MAX("version") FROM "SchemaVersion" WHERE "subjectName" = "Subject"."name"),
    "revision" = COALESCE((SELECT MAX("version") FROM "SchemaVersion" WHERE "subjectName" = "Subject"."name"), 0),
    "isLive" = EXISTS (SELECT 1 FROM "SchemaVersion" WHERE "subjectName" = "Subject"."name");
INSERT INTO "SubjectTerm" ("term", "subjectName") SELECT LOWER("name"), "name" FROM "Subject";
INSERT INTO "RegistryContext" ("name", "nextId") SELECT '.', COALESCE(MAX("id"), 0) + 1 FROM "Schema";
