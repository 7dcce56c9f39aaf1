export type DocumentedImport = { packageName: string; entry: string; names: string[] };
export declare const listDocumentedImports: (text: string) => DocumentedImport[];
export declare const checkDocumentedImports: () => string[];
