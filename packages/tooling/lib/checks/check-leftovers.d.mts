export declare const findLeftovers: (files: readonly string[]) => string[];
export declare const checkLeftovers: () => string[];
