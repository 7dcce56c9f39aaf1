-- AlterTable
ALTER TABLE "issuance" ADD COLUMN     "predecessor_id" TEXT,
ADD COLUMN     "withdrawn_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "rebinding" (
    "rebinding_id" TEXT NOT NULL,
    "sequence" SERIAL NOT NULL,
    "tenant" TEXT NOT NULL,
    "case_id" TEXT NOT NULL,
    "issuance_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "approval_hash" TEXT,
    "credential_ids" TEXT[],
    "old_case_ids" TEXT[],
    "state" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "rebinding_pkey" PRIMARY KEY ("rebinding_id")
);

-- CreateTable
CREATE TABLE "confirmation_request" (
    "request_id" TEXT NOT NULL,
    "tenant" TEXT NOT NULL,
    "rebinding_id" TEXT NOT NULL,
    "nonce" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "confirmation_request_pkey" PRIMARY KEY ("request_id")
);

-- CreateTable
CREATE TABLE "outbound_mail" (
    "mail_id" TEXT NOT NULL,
    "sequence" SERIAL NOT NULL,
    "tenant" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "case_id" TEXT NOT NULL,
    "other_case_id" TEXT,
    "sent_action" TEXT NOT NULL,
    "sealed_message" BYTEA NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "next_try_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "outbound_mail_pkey" PRIMARY KEY ("mail_id")
);

-- CreateIndex
CREATE INDEX "rebinding_tenant_case_id_idx" ON "rebinding"("tenant", "case_id");

-- CreateIndex
CREATE INDEX "rebinding_person_id_state_idx" ON "rebinding"("person_id", "state");

-- CreateIndex
CREATE INDEX "rebinding_state_due_at_idx" ON "rebinding"("state", "due_at");

-- CreateIndex
CREATE INDEX "rebinding_old_case_ids_idx" ON "rebinding" USING GIN ("old_case_ids");

-- CreateIndex
CREATE INDEX "confirmation_request_expires_at_idx" ON "confirmation_request"("expires_at");

-- CreateIndex
CREATE INDEX "outbound_mail_sent_at_next_try_at_idx" ON "outbound_mail"("sent_at", "next_try_at");

-- CreateIndex
CREATE INDEX "outbound_mail_expires_at_idx" ON "outbound_mail"("expires_at");
