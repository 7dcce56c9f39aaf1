-- DropIndex
DROP INDEX "issuance_offer_id_key";

-- Tokens of before live ten minutes and name no grant: their wallets ask again.
DELETE FROM "access_token";

-- AlterTable
ALTER TABLE "access_token" DROP COLUMN "issuance_id",
ADD COLUMN     "grant_id" TEXT NOT NULL;

-- AlterTable
ALTER TABLE "credential_offer" ADD COLUMN     "collection_hash" TEXT,
ADD COLUMN     "early" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "issuance" ADD COLUMN     "approval_hash" TEXT,
ALTER COLUMN "sealed_record" DROP NOT NULL,
ALTER COLUMN "valid_until" DROP NOT NULL;

-- AlterTable
ALTER TABLE "tenant" ADD COLUMN     "key_name" TEXT NOT NULL DEFAULT 'key-1',
ADD COLUMN     "policy" JSONB NOT NULL DEFAULT '{}';

-- DropTable
DROP TABLE "proof_nonce";

-- CreateTable
CREATE TABLE "tenant_key" (
    "tenant" TEXT NOT NULL,
    "key_name" TEXT NOT NULL,
    "kid" TEXT NOT NULL,
    "public_jwk" JSONB NOT NULL,
    "certificates" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "retired_at" TIMESTAMPTZ(3),

    CONSTRAINT "tenant_key_pkey" PRIMARY KEY ("tenant","key_name")
);

-- CreateTable
CREATE TABLE "token_grant" (
    "grant_id" TEXT NOT NULL,
    "tenant" TEXT NOT NULL,
    "issuance_id" TEXT NOT NULL,
    "client_id" TEXT,
    "jkt" TEXT,
    "configuration_ids" JSONB NOT NULL,
    "by_identifier" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "token_grant_pkey" PRIMARY KEY ("grant_id")
);

-- CreateTable
CREATE TABLE "refresh_token" (
    "token_hash" TEXT NOT NULL,
    "tenant" TEXT NOT NULL,
    "grant_id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "refresh_token_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "authorization_request" (
    "request_hash" TEXT NOT NULL,
    "tenant" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "request" JSONB NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "authorization_request_pkey" PRIMARY KEY ("request_hash")
);

-- CreateTable
CREATE TABLE "authorization_code" (
    "code_hash" TEXT NOT NULL,
    "tenant" TEXT NOT NULL,
    "offer_id" TEXT NOT NULL,
    "request" JSONB NOT NULL,
    "state" TEXT NOT NULL,
    "grant_id" TEXT,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "authorization_code_pkey" PRIMARY KEY ("code_hash")
);

-- CreateTable
CREATE TABLE "deferred_issuance" (
    "transaction_hash" TEXT NOT NULL,
    "tenant" TEXT NOT NULL,
    "issuance_id" TEXT NOT NULL,
    "configuration_id" TEXT NOT NULL,
    "keys" JSONB NOT NULL,
    "holder_commitment" TEXT,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "deferred_issuance_pkey" PRIMARY KEY ("transaction_hash")
);

-- CreateTable
CREATE TABLE "replay_marker" (
    "marker_hash" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "replay_marker_pkey" PRIMARY KEY ("marker_hash")
);

-- CreateIndex
CREATE INDEX "token_grant_issuance_id_idx" ON "token_grant"("issuance_id");

-- CreateIndex
CREATE INDEX "refresh_token_expires_at_idx" ON "refresh_token"("expires_at");

-- CreateIndex
CREATE INDEX "authorization_request_expires_at_idx" ON "authorization_request"("expires_at");

-- CreateIndex
CREATE INDEX "authorization_code_expires_at_idx" ON "authorization_code"("expires_at");

-- CreateIndex
CREATE INDEX "deferred_issuance_issuance_id_idx" ON "deferred_issuance"("issuance_id");

-- CreateIndex
CREATE INDEX "deferred_issuance_expires_at_idx" ON "deferred_issuance"("expires_at");

-- CreateIndex
CREATE INDEX "replay_marker_expires_at_idx" ON "replay_marker"("expires_at");

-- CreateIndex
CREATE INDEX "access_token_expires_at_idx" ON "access_token"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "credential_offer_collection_hash_key" ON "credential_offer"("collection_hash");

-- The one key that each bank has had so far.
INSERT INTO "tenant_key" ("tenant", "key_name", "kid", "public_jwk", "created_at")
SELECT t."slug", 'key-1', i."controller_key_id", t."public_jwk", t."created_at"
FROM "tenant" t JOIN "did_identifier" i ON i."did" = t."did";
