-- AlterTable
ALTER TABLE "protocol" ADD COLUMN     "issuer_exceptions" JSONB NOT NULL DEFAULT '[]';
