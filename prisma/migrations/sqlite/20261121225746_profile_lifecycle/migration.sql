-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_ContractProfile" (
    "subject" TEXT NOT NULL PRIMARY KEY,
    "owner" TEXT,
    "team" TEXT,
    "domain" TEXT,
    "description" TEXT,
    "links" TEXT NOT NULL DEFAULT '[]',
    "lifecycle" TEXT,
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
INSERT INTO "new_ContractProfile" ("description", "domain", "groups", "lifecycle", "links", "lint", "owner", "replacedBy", "revision", "sensitivity", "subject", "sunsetOn", "tags", "team", "updatedAt", "updatedBy") SELECT "description", "domain", "groups", "lifecycle", "links", "lint", "owner", "replacedBy", "revision", "sensitivity", "subject", "sunsetOn", "tags", "team", "updatedAt", "updatedBy" FROM "ContractProfile";
DROP TABLE "ContractProfile";
ALTER TABLE "new_ContractProfile" RENAME TO "ContractProfile";
CREATE INDEX "ContractProfile_team_subject_idx" ON "ContractProfile"("team", "subject");
CREATE INDEX "ContractProfile_owner_subject_idx" ON "ContractProfile"("owner", "subject");
CREATE INDEX "ContractProfile_lifecycle_subject_idx" ON "ContractProfile"("lifecycle", "subject");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;
