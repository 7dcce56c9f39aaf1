export declare const findSystemPostgres: () => { initdb: string; postgres: string } | undefined;
