-- AlterTable
ALTER TABLE "session" ADD COLUMN     "proof_status" JSONB;
