export declare function readRebuildResult(): Promise<{ fresh: boolean; files: Record<string, string> }>;
