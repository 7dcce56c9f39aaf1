export declare const listRepositoryFiles: () => string[];
