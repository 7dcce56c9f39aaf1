-- CreateEnum
CREATE TYPE "session_status" AS ENUM ('open', 'fetched', 'verified', 'refused', 'declined', 'expired');

-- CreateTable
CREATE TABLE "protocol" (
    "protocol_id" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "api_key_hash" TEXT NOT NULL,
    "policy_ids" TEXT[],
    "origins" TEXT[],
    "public_jwk" JSONB NOT NULL,
    "sealed_key" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "protocol_pkey" PRIMARY KEY ("protocol_id")
);

-- CreateTable
CREATE TABLE "session" (
    "session_id" TEXT NOT NULL,
    "protocol_id" TEXT NOT NULL,
    "request_id" TEXT NOT NULL,
    "status" "session_status" NOT NULL,
    "policy_id" TEXT NOT NULL,
    "chain_id" INTEGER NOT NULL,
    "registry" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "nonce" TEXT NOT NULL,
    "request_state" TEXT NOT NULL,
    "return_url" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "denial" JSONB,
    "presentation" JSONB,
    "presentation_until" TIMESTAMPTZ(3),
    "response_code_hash" TEXT,

    CONSTRAINT "session_pkey" PRIMARY KEY ("session_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "protocol_slug_key" ON "protocol"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "protocol_api_key_hash_key" ON "protocol"("api_key_hash");

-- CreateIndex
CREATE UNIQUE INDEX "session_request_id_key" ON "session"("request_id");

-- CreateIndex
CREATE INDEX "session_protocol_id_created_at_idx" ON "session"("protocol_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "session_status_expires_at_idx" ON "session"("status", "expires_at");

-- CreateIndex
CREATE INDEX "session_presentation_until_idx" ON "session"("presentation_until");

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_protocol_id_fkey" FOREIGN KEY ("protocol_id") REFERENCES "protocol"("protocol_id") ON DELETE RESTRICT ON UPDATE CASCADE;
