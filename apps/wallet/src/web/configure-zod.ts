import { z } from 'zod';

// Before any schema is made: otherwise each page tries whether it may compile code, and its policy reports that as a breach.
z.config({ jitless: true });
