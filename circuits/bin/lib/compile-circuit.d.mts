export declare const COMPILER_FLAGS: string[];

export declare function compilerVersion(): string;

export declare function compileCircuit(options: {
  source?: string;
  outDir: string;
  name?: string;
  flags?: string[];
}): Promise<{ r1cs: Uint8Array; wasm: Uint8Array; sym: string; constraints: number; r1csPath: string }>;

export declare function inspectCircuit(options: {
  source?: string;
  outDir: string;
}): Promise<{ code: string; template: string; text: string }[]>;
