-- AlterTable
ALTER TABLE "anchor_outbox" ADD COLUMN     "audit_hash" TEXT;

-- CreateTable
CREATE TABLE "audit_key" (
    "tenant" TEXT NOT NULL,
    "key_name" TEXT NOT NULL,
    "kid" TEXT NOT NULL,
    "public_jwk" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "audit_key_pkey" PRIMARY KEY ("tenant","key_name")
);

-- CreateTable
CREATE TABLE "audit_head" (
    "tenant" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "count" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,
    "jws" TEXT NOT NULL,
    "signed_at" TIMESTAMPTZ(3) NOT NULL,
    "salt" TEXT,
    "anchor_hash" TEXT,

    CONSTRAINT "audit_head_pkey" PRIMARY KEY ("tenant","sequence")
);
