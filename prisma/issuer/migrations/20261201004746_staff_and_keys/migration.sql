-- AlterTable
ALTER TABLE "passkey" ADD COLUMN     "regressed_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "staff_member" ADD COLUMN     "removed_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "tenant_key" ADD COLUMN     "revocation_at" TIMESTAMPTZ(3),
ADD COLUMN     "revocation_by" TEXT,
ADD COLUMN     "revoked_at" TIMESTAMPTZ(3);
