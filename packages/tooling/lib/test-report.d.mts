export type TestCounts = { passed: number; failed: number };
export declare const reportFile: (name: string) => string;
export declare const writeReport: (counts: TestCounts) => void;
export declare const readReport: (stage: { file: string; status: number; output: string }) => TestCounts;
