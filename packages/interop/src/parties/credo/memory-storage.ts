import {
  type AgentContext,
  type BaseRecordAny,
  type BaseRecordConstructor,
  JsonTransformer,
  type Query,
  RecordNotFoundError,
  type StorageService,
  type TagsBase,
} from '@credo-ts/core';

type Kept = { type: string; json: Record<string, unknown>; tags: TagsBase };

/** Records of a Credo agent, in memory: its own stores bring native code. */
export class MemoryStorage<Record_ extends BaseRecordAny> implements StorageService<Record_> {
  readonly supportsCursorPagination = false;
  private readonly records = new Map<string, Kept>();

  async save(_context: AgentContext, record: Record_): Promise<void> {
    record.updatedAt = new Date();
    this.records.set(record.id, { type: record.type, json: record.toJSON(), tags: record.getTags() as TagsBase });
  }

  async update(context: AgentContext, record: Record_): Promise<void> {
    this.require(record.type, record.id);
    await this.save(context, record);
  }

  async delete(_context: AgentContext, record: Record_): Promise<void> {
    this.require(record.type, record.id);
    this.records.delete(record.id);
  }

  async deleteById(_context: AgentContext, { type }: BaseRecordConstructor<Record_>, id: string): Promise<void> {
    this.require(type, id);
    this.records.delete(id);
  }

  async getById(_context: AgentContext, recordClass: BaseRecordConstructor<Record_>, id: string): Promise<Record_> {
    return restore(recordClass, this.require(recordClass.type, id));
  }

  async getAll(_context: AgentContext, recordClass: BaseRecordConstructor<Record_>): Promise<Record_[]> {
    return this.of(recordClass.type).map((kept) => restore(recordClass, kept));
  }

  async findByQuery(
    _context: AgentContext,
    recordClass: BaseRecordConstructor<Record_>,
    query: Query<Record_>,
  ): Promise<Record_[]> {
    const found = this.of(recordClass.type).filter(({ tags }) => matches(tags, query as Clause));
    return found.map((kept) => restore(recordClass, kept));
  }

  private of(type: string): Kept[] {
    return [...this.records.values()].filter((kept) => kept.type === type);
  }

  private require(type: string, id: string): Kept {
    const kept = this.records.get(id);
    if (kept?.type !== type) throw new RecordNotFoundError(`There is no record ${id}.`, { recordType: type });
    return kept;
  }
}

type Clause = { $and?: Clause[]; $or?: Clause[]; $not?: Clause } & Record<string, unknown>;

function matches(tags: TagsBase, { $and = [], $or, $not, ...wanted }: Clause): boolean {
  const isMet = (clause: Clause) => matches(tags, clause);
  const equals = ([name, value]: [string, unknown]) => {
    const tag = tags[name];
    if (value === undefined) return true;
    return Array.isArray(value)
      ? value.every((one) => Array.isArray(tag) && tag.includes(one as string))
      : tag === value;
  };
  return (
    $and.every(isMet) &&
    ($or === undefined || $or.some(isMet)) &&
    ($not === undefined || !isMet($not)) &&
    Object.entries(wanted).every(equals)
  );
}

function restore<Record_ extends BaseRecordAny>(
  recordClass: BaseRecordConstructor<Record_>,
  { json, tags }: Kept,
): Record_ {
  const record = JsonTransformer.deserialize(JSON.stringify(json), recordClass);
  record.replaceTags(structuredClone(tags));
  return record;
}
