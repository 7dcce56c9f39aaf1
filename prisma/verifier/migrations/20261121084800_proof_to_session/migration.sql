-- AlterTable
ALTER TABLE "session" ADD COLUMN     "proven" JSONB;
