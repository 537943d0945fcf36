-- AlterTable
ALTER TABLE "ContractProfile" ALTER COLUMN "lifecycle" DROP NOT NULL;
