-- AlterTable. Rows of an earlier release are of chain 0 until the service, which knows its chain, adopts them at its start.
ALTER TABLE "anchor_outbox" DROP CONSTRAINT "anchor_outbox_pkey",
ADD COLUMN     "chain_id" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "changed_at" TIMESTAMPTZ(3),
ADD COLUMN     "heartbeat" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "waits_for_leaf" BOOLEAN NOT NULL DEFAULT false,
ADD CONSTRAINT "anchor_outbox_pkey" PRIMARY KEY ("chain_id", "tenant", "list_id", "epoch");

-- CreateTable
CREATE TABLE "anchor_chain" (
    "chain_id" BIGINT NOT NULL,
    "position" INTEGER NOT NULL,
    "active" BOOLEAN NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "anchor_chain_pkey" PRIMARY KEY ("chain_id")
);

-- CreateTable
CREATE TABLE "chain_account" (
    "chain_id" BIGINT NOT NULL,
    "sender" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,
    "known_count" INTEGER,
    "head_hash" TEXT,
    "second_sender_at" TIMESTAMPTZ(3),

    CONSTRAINT "chain_account_pkey" PRIMARY KEY ("chain_id","sender")
);

-- CreateTable
CREATE TABLE "chain_transaction" (
    "chain_id" BIGINT NOT NULL,
    "sender" TEXT NOT NULL,
    "nonce" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "tenant" TEXT,
    "list_id" INTEGER,
    "epoch" INTEGER,
    "state" TEXT NOT NULL,
    "included_hash" TEXT,
    "success" BOOLEAN,
    "block_number" BIGINT,
    "block_hash" TEXT,
    "missed_block" BIGINT,
    "last_sent_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "chain_transaction_pkey" PRIMARY KEY ("chain_id","sender","nonce")
);

-- CreateTable
CREATE TABLE "chain_attempt" (
    "transaction_hash" TEXT NOT NULL,
    "sequence" SERIAL NOT NULL,
    "chain_id" BIGINT NOT NULL,
    "sender" TEXT NOT NULL,
    "nonce" INTEGER NOT NULL,
    "signed_transaction" TEXT NOT NULL,
    "head_number" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "chain_attempt_pkey" PRIMARY KEY ("transaction_hash")
);

-- CreateIndex
CREATE INDEX "chain_transaction_chain_id_sender_state_idx" ON "chain_transaction"("chain_id", "sender", "state");

-- CreateIndex
CREATE INDEX "chain_attempt_chain_id_sender_nonce_idx" ON "chain_attempt"("chain_id", "sender", "nonce");

-- CreateIndex
CREATE INDEX "anchor_outbox_tenant_list_id_epoch_idx" ON "anchor_outbox"("tenant", "list_id", "epoch");

-- What earlier releases signed goes on being followed: every nonce with its bytes.
UPDATE "anchor_outbox" SET "changed_at" = "created_at";
INSERT INTO "chain_transaction" ("chain_id", "sender", "nonce", "kind", "tenant", "list_id", "epoch", "state", "included_hash", "success", "block_number", "created_at")
SELECT DISTINCT ON (t."operator_address", a."nonce") 0, t."operator_address", a."nonce", 'anchor', a."tenant", a."list_id", a."epoch",
  CASE a."state" WHEN 'confirmed' THEN 'included' ELSE 'sent' END,
  CASE a."state" WHEN 'confirmed' THEN a."transaction_hash" END,
  CASE a."state" WHEN 'confirmed' THEN true END,
  CASE a."state" WHEN 'confirmed' THEN a."block_number" END, a."created_at"
FROM "anchor_outbox" a JOIN "tenant" t ON t."slug" = a."tenant"
WHERE a."state" IN ('sent', 'confirmed') AND a."nonce" IS NOT NULL AND a."signed_transaction" IS NOT NULL
ORDER BY t."operator_address", a."nonce", a."epoch" DESC;
INSERT INTO "chain_attempt" ("transaction_hash", "chain_id", "sender", "nonce", "signed_transaction", "head_number", "created_at")
SELECT a."transaction_hash", 0, c."sender", c."nonce", a."signed_transaction", 0, a."created_at"
FROM "chain_transaction" c JOIN "anchor_outbox" a ON a."tenant" = c."tenant" AND a."list_id" = c."list_id" AND a."epoch" = c."epoch";
ALTER TABLE "anchor_outbox" DROP COLUMN "signed_transaction", ALTER COLUMN "chain_id" DROP DEFAULT;
