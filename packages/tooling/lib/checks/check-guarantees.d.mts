export declare const findUnheldGuarantees: (options: {
  text: string;
  read: (file: string) => string | undefined;
}) => string[];
export declare const checkGuarantees: () => string[];
