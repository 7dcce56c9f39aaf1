export declare const findUnearnedWords: (text: string) => string[];
export declare const checkUnearnedWords: () => string[];
