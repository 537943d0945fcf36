-- CreateTable
CREATE TABLE "Schema" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "format" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "references" TEXT NOT NULL DEFAULT '[]',
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "Subject" (
    "name" TEXT NOT NULL PRIMARY KEY,
    "createdAt" DATETIME NOT NULL,
    "updatedAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "SchemaVersion" (
    "subjectName" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "schemaId" INTEGER NOT NULL,
    "registeredAt" DATETIME NOT NULL,

    PRIMARY KEY ("subjectName", "version"),
    CONSTRAINT "SchemaVersion_subjectName_fkey" FOREIGN KEY ("subjectName") REFERENCES "Subject" ("name") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "SchemaVersion_schemaId_fkey" FOREIGN KEY ("schemaId") REFERENCES "Schema" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "RegistryConfig" (
    "scope" TEXT NOT NULL PRIMARY KEY,
    "level" TEXT NOT NULL,
    "policy" TEXT,
    "updatedAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "AuditEntry" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "at" DATETIME NOT NULL,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "from" TEXT,
    "to" TEXT
);

-- CreateIndex
CREATE UNIQUE INDEX "Schema_fingerprint_key" ON "Schema"("fingerprint");

-- CreateIndex
CREATE INDEX "SchemaVersion_schemaId_idx" ON "SchemaVersion"("schemaId");

-- CreateIndex
CREATE INDEX "AuditEntry_target_id_idx" ON "AuditEntry"("target", "id");
