-- DropForeignKey
ALTER TABLE "SchemaVersion" DROP CONSTRAINT "SchemaVersion_schemaId_fkey";

-- DropIndex
DROP INDEX "Schema_fingerprint_key";

-- DropIndex
DROP INDEX "SchemaVersion_schemaId_idx";

-- AlterTable
ALTER TABLE "Schema" DROP CONSTRAINT "Schema_pkey",
ADD COLUMN     "context" TEXT NOT NULL DEFAULT '.',
ADD COLUMN     "metadata" TEXT,
ADD COLUMN     "ruleSet" TEXT,
ALTER COLUMN "id" DROP DEFAULT,
ADD CONSTRAINT "Schema_pkey" PRIMARY KEY ("context", "id");

-- AlterTable
ALTER TABLE "Subject" ADD COLUMN     "context" TEXT NOT NULL DEFAULT '.',
ADD COLUMN     "isLive" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "lastVersion" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "latestVersion" INTEGER,
ADD COLUMN     "revision" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "SchemaVersion" ADD COLUMN     "context" TEXT NOT NULL DEFAULT '.',
ADD COLUMN     "deletedAt" TIMESTAMP(3);

-- AlterTable
ALTER TABLE "RegistryConfig" ADD COLUMN     "alias" TEXT,
ADD COLUMN     "compatibilityGroup" TEXT,
ADD COLUMN     "defaultMetadata" TEXT,
ADD COLUMN     "defaultRuleSet" TEXT,
ADD COLUMN     "normalize" BOOLEAN,
ADD COLUMN     "overrideMetadata" TEXT,
ADD COLUMN     "overrideRuleSet" TEXT,
ADD COLUMN     "validateFields" BOOLEAN,
ADD COLUMN     "validateRules" BOOLEAN,
ALTER COLUMN "level" DROP NOT NULL;

-- CreateTable
CREATE TABLE "SubjectTerm" (
    "term" TEXT NOT NULL,
    "subjectName" TEXT NOT NULL,

    CONSTRAINT "SubjectTerm_pkey" PRIMARY KEY ("term","subjectName")
);

-- CreateTable
CREATE TABLE "SchemaReference" (
    "context" TEXT NOT NULL,
    "schemaId" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "version" INTEGER NOT NULL,

    CONSTRAINT "SchemaReference_pkey" PRIMARY KEY ("context","schemaId","position")
);

-- CreateTable
CREATE TABLE "RegistryContext" (
    "name" TEXT NOT NULL,
    "nextId" INTEGER NOT NULL DEFAULT 1,
    "deletedAt" TIMESTAMP(3),

    CONSTRAINT "RegistryContext_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "RegistryMode" (
    "scope" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "RegistryMode_pkey" PRIMARY KEY ("scope")
);

-- CreateIndex
CREATE INDEX "SubjectTerm_subjectName_idx" ON "SubjectTerm"("subjectName");

-- CreateIndex
CREATE INDEX "SchemaReference_subject_version_idx" ON "SchemaReference"("subject", "version");

-- CreateIndex
CREATE UNIQUE INDEX "Schema_context_fingerprint_key" ON "Schema"("context", "fingerprint");

-- CreateIndex
CREATE INDEX "Subject_isLive_name_idx" ON "Subject"("isLive", "name");

-- CreateIndex
CREATE INDEX "Subject_context_isLive_name_idx" ON "Subject"("context", "isLive", "name");

-- CreateIndex
CREATE INDEX "Subject_context_name_idx" ON "Subject"("context", "name");

-- CreateIndex
CREATE INDEX "SchemaVersion_context_schemaId_subjectName_version_idx" ON "SchemaVersion"("context", "schemaId", "subjectName", "version");

-- CreateIndex
CREATE INDEX "SchemaVersion_context_subjectName_version_idx" ON "SchemaVersion"("context", "subjectName", "version");

-- AddForeignKey
ALTER TABLE "SchemaVersion" ADD CONSTRAINT "SchemaVersion_context_schemaId_fkey" FOREIGN KEY ("context", "schemaId") REFERENCES "Schema"("context", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What was registered before there were contexts and deletions, by hand.
UPDATE "Subject" SET
    "lastVersion" = COALESCE((SELECT MAX("version") FROM "SchemaVersion" WHERE "subjectName" = "Subject"."name"), 0),
    "latestVersion" = (SELECT MAX("version") FROM "SchemaVersion" WHERE "subjectName" = "Subject"."name"),
    "revision" = COALESCE((SELECT MAX("version") FROM "SchemaVersion" WHERE "subjectName" = "Subject"."name"), 0),
    "isLive" = EXISTS (SELECT 1 FROM "SchemaVersion" WHERE "subjectName" = "Subject"."name");
INSERT INTO "SubjectTerm" ("term", "subjectName") SELECT LOWER("name"), "name" FROM "Subject";
INSERT INTO "RegistryContext" ("name", "nextId") SELECT '.', COALESCE(MAX("id"), 0) + 1 FROM "Schema";

-- Names are compared by their code points, as SQLite does: only then do prefixes and pages read a range of an index.
ALTER TABLE "Subject" ALTER COLUMN "name" TYPE TEXT COLLATE "C", ALTER COLUMN "context" TYPE TEXT COLLATE "C";
ALTER TABLE "SchemaVersion" ALTER COLUMN "subjectName" TYPE TEXT COLLATE "C", ALTER COLUMN "context" TYPE TEXT COLLATE "C";
ALTER TABLE "Schema" ALTER COLUMN "fingerprint" TYPE TEXT COLLATE "C", ALTER COLUMN "context" TYPE TEXT COLLATE "C";
ALTER TABLE "SubjectTerm" ALTER COLUMN "term" TYPE TEXT COLLATE "C", ALTER COLUMN "subjectName" TYPE TEXT COLLATE "C";
ALTER TABLE "SchemaReference" ALTER COLUMN "subject" TYPE TEXT COLLATE "C", ALTER COLUMN "context" TYPE TEXT COLLATE "C";
ALTER TABLE "RegistryContext" ALTER COLUMN "name" TYPE TEXT COLLATE "C";
ALTER TABLE "RegistryConfig" ALTER COLUMN "scope" TYPE TEXT COLLATE "C";
ALTER TABLE "RegistryMode" ALTER COLUMN "scope" TYPE TEXT COLLATE "C";
DROP SEQUENCE IF EXISTS "Schema_id_seq";
