export declare const findMachinePaths: (text: string, root?: string) => string[];
export declare const findPathsOutside: (file: string, text: string) => string[];
export declare const checkMachinePaths: () => string[];
