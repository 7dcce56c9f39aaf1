-- AlterTable
ALTER TABLE "tenant" ADD COLUMN     "audit_hash" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "audit_sequence" INTEGER NOT NULL DEFAULT 0;

-- Where each chain stands now.
UPDATE "tenant" t SET "audit_sequence" = a."sequence", "audit_hash" = a."hash"
FROM (SELECT DISTINCT ON ("tenant") "tenant", "sequence", "hash" FROM "audit_entry" ORDER BY "tenant", "sequence" DESC) a
WHERE a."tenant" = t."slug";
