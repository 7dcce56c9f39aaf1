export declare function compileInProcess(options: {
  source: string;
  outDir: string;
  outputs: readonly string[];
}): Promise<boolean>;
