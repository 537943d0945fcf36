-- Texts in the order of their bytes, as SQLite has it: an archive has one order, and pages follow it on either.
ALTER TABLE "ContractProfile" ALTER COLUMN "subject" TYPE TEXT COLLATE "C";
ALTER TABLE "ContractSample" ALTER COLUMN "subject" TYPE TEXT COLLATE "C", ALTER COLUMN "name" TYPE TEXT COLLATE "C";
