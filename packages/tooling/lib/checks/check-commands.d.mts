export type KnownCommands = { scripts: Record<string, string[]>; subcommands: string[] };
export declare const findUnknownCommands: (text: string, known: KnownCommands) => string[];
export declare const checkCommands: () => string[];
