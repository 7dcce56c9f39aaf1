-- AlterTable
ALTER TABLE "tenant" ADD COLUMN     "status_changed_at" TIMESTAMPTZ(3),
ADD COLUMN     "status_version" INTEGER NOT NULL DEFAULT 0;
